import type { Span } from '../../text/index.ts'
import type { Inset, Written } from '../scalar/index.ts'
import { Tiles } from '../scalar/tiles.ts'
import { Marks } from './marks.ts'

/** A stretch of a file that says something else than it is: an escape, or what a program puts in. */
export interface Piece extends Span {
  /** What it says. */
  readonly text: string
}

/** How a text is written: what in it stands for something else. */
export interface Dialect {
  /** In their order; undefined when something in it cannot be told from the text. */
  pieces(text: string, marks: Marks): readonly Piece[] | undefined
  /** A text such that it stands for itself. */
  quote(text: string): string
  /** Two characters that mean something together: a change may neither part nor join them. */
  readonly pairs?: RegExp
}

/**
 * What a text says in a dialect. What is put in is a tag as in a template: `{{name}}`, nothing is known of it, and it stays.
 */
export function readIn({ pieces, quote, pairs }: Dialect, text: string, style: string): Inset | undefined {
  const tiles = new Tiles()
  const marks = new Marks(text)
  const found = pieces(text, marks)
  if (!found) return undefined
  const ends = new Map<number, number>()
  let from = 0
  for (const { start, end, text: own } of found) {
    tiles.push(text.slice(from, start), from)
    tiles.push(own, start)
    if (own !== '') ends.set(tiles.length, end)
    from = end
  }
  tiles.push(text.slice(from), from)
  const value = tiles.value(text.length)
  const write: Inset['write'] = change => {
    if (pairs && seams(value.text, change).some(pair => pairs.test(pair))) return undefined
    const { start, end } = change.span
    // What stands for nothing behind the last character stays.
    const last = ends.get(end) ?? Math.min(value.at(end), value.at(end - 1) + 1)
    const span = { start: value.at(start), end: end > start ? last : value.at(end) }
    return { span, text: marks.escaped(change.text, quote) }
  }
  return { style, value, write }
}

/** The characters on both sides of where a change begins and ends, before it and with it. */
function seams(whole: string, { span: { start, end }, text }: Written): string[] {
  const [before, after] = [whole.charAt(start - 1), whole.charAt(end)]
  return [
    before + whole.charAt(start),
    whole.charAt(end - 1) + after,
    before + (text.at(0) ?? after),
    (text.at(-1) ?? before) + after,
  ]
}

/** Pieces that a pattern finds. `read`: what a match says, undefined when that cannot be told. */
export function matched(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => string | undefined,
): Piece[] | undefined {
  const found: Piece[] = []
  for (const match of text.matchAll(pattern)) {
    const said = read(match)
    if (said === undefined) return undefined
    found.push({ start: match.index, end: match.index + match[0].length, text: said })
  }
  return found
}
