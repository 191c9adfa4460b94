import { codeBlock, codeSpan, markdown } from '../medium/markdown.ts'
import type { Block, Inline } from './block.ts'

export const asMarkdown = (blocks: readonly Block[]): string => `${blocks.map(block).join('\n\n')}\n`

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `${'#'.repeat(each.level)} ${markdown(each.text)}`
    case 'paragraph':
      return inlines(each.text)
    case 'list':
      return each.items.map(item => `- ${inlines(item)}`).join('\n')
    case 'table':
      return [each.head.map(markdown), each.head.map(() => '---'), ...each.rows.map(row => row.map(inlines))]
        .map(cells => `| ${cells.join(' | ')} |`)
        .join('\n')
    case 'code':
      return codeBlock(each.text, each.language === 'text' ? '' : each.language)
  }
}

const inlines = (all: readonly Inline[]): string =>
  all.map(each => (typeof each === 'string' ? markdown(each) : codeSpan(each.code))).join('')
