import { html, Markup, type Value } from '../medium/html.ts'

/** The prose of a rule page as HTML: paragraphs, lists, code, links to the web. Fenced blocks are left out. */
export function prose(lines: readonly string[]): Markup {
  const blocks: Markup[] = []
  let paragraph: string[] = []
  let items: Markup[] = []
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push(html`<p>${inline(paragraph.join(' '))}</p>`)
    if (items.length > 0) blocks.push(html`<ul>${items}</ul>`)
    paragraph = []
    items = []
  }
  let inFence = false
  for (const line of lines) {
    if (line.startsWith('```')) inFence = !inFence
    else if (!inFence && line.startsWith('- ')) {
      if (paragraph.length > 0) flush()
      items.push(html`<li>${inline(line.slice(2))}</li>`)
    } else if (!inFence && line.trim() === '') flush()
    else if (!inFence) paragraph.push(line.trim())
  }
  flush()
  return new Markup(blocks.map(block => block.text).join(''))
}

/** `code`, [text](https://…), <https://…>, **bold**. */
const mark = /`([^`]+)`|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)|<(https:\/\/[^>\s]+)>|\*\*([^*]+)\*\*/g

function inline(text: string): Value[] {
  const parts: Value[] = []
  let at = 0
  for (const found of text.matchAll(mark)) {
    parts.push(text.slice(at, found.index))
    const [, code, label, address, bare, bold] = found
    if (code !== undefined) parts.push(html`<code>${code}</code>`)
    else if (bold !== undefined) parts.push(html`<b>${bold}</b>`)
    else parts.push(html`<a href="${address ?? bare ?? ''}" rel="noreferrer">${label ?? bare}</a>`)
    at = found.index + found[0].length
  }
  parts.push(text.slice(at))
  return parts
}
