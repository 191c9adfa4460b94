import { type Directive, indentAt, isDirective, usesTabs } from '../../tree/index.ts'

/** One level of indentation as the block uses it: its first child's beyond its own, else a tab or four blanks. */
export function unitOf(block: Directive): string {
  const { text } = block.file
  const outer = indentAt(text, block.span.start)
  const child = block.block?.nodes.find(isDirective)
  const inner = child ? indentAt(text, child.span.start) : ''
  if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length)
  return usesTabs(block.file) ? '\t' : '    '
}

/** `[head, [lines…]]` is a block: `head {`, its lines one unit deeper, `}`. */
export type Statement = string | readonly [head: string, body: readonly Statement[]]

export function lay(statements: readonly Statement[], unit: string): string[] {
  return statements.flatMap(statement => {
    if (typeof statement === 'string') return [statement]
    const [head, body] = statement
    return [`${head} {`, ...lay(body, unit).map(line => (line === '' ? '' : unit + line)), '}']
  })
}
