import type { Inset, Written } from '../scalar/index.ts'
import { Tiles, type Value } from '../scalar/tiles.ts'

/** A line of a text, and how many of its characters in front are left out. */
export interface Indented {
  readonly start: number
  readonly out: number
}

/** A text without what stands in front of its lines; in front of new ones it is written again. */
export function dedented(text: string, lines: readonly Indented[], style: string): Inset {
  const tiles = new Tiles()
  for (const [nth, { start, out }] of lines.entries())
    tiles.push(text.slice(start + out, lines[nth + 1]?.start ?? text.length), start + out)
  const value = tiles.value(text.length)
  const deepest = lines.find(({ out }) => out > 0)
  const prefix = deepest ? text.slice(deepest.start, deepest.start + deepest.out) : ''
  return { style, value, write: change => written(text, value, change, prefix) }
}

function written(text: string, value: Value, change: Written, prefix: string): Written {
  const { start, end } = change.span
  const span = { start: value.at(start), end: value.at(end) }
  const isLast = end === value.text.length
  if (change.text === '' && isLast && value.text[start - 1] === '\n')
    return { span: { start: text.lastIndexOf('\n', span.start - 1) + 1, end: span.end }, text: '' }
  const stands = !(isLast && start === end && value.text.endsWith('\n'))
  const goesOn = !isLast && value.text[end] !== '\n'
  const parts = change.text.split('\n')
  const own = parts.map((line, nth) => {
    const bare = nth === 0 ? stands : line === '' && !(goesOn && nth === parts.length - 1)
    return bare ? line : prefix + line
  })
  return { span, text: own.join('\n') }
}

/** The lines of a text. */
export function* linesOf(text: string): Iterable<{ readonly start: number; readonly line: string }> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const next = end === -1 ? text.length : end + 1
    yield { start, line: text.slice(start, next) }
    start = next
  }
}
