import { columnOf, foldAt, isBreak, lineEndAt, nextLine, skipBlanks, trimBlanks } from './lines.ts'
import type { Place, Scalar } from './scalar.ts'
import { Tiles } from './tiles.ts'

/** Line ends inside a quoted or plain scalar: one is a blank, of several the first is none. */
function fold(tiles: Tiles, breaks: readonly number[], from: number): void {
  if (breaks.length === 1) tiles.push(' ', from)
  for (const [nth, place] of breaks.slice(1).entries()) tiles.push('\n', nth === 0 ? from : place)
}

/** What a double-quoted scalar says with a backslash and one letter. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** What the backslash at `at` stands for, and how long it is; undefined when that is nothing. */
function escapeAt(text: string, at: number): { readonly text: string; readonly next: number } | undefined {
  const letter = text[at + 1] ?? ''
  if (isBreak(text, at + 1)) return { text: '', next: skipBlanks(text, nextLine(text, at + 1)) }
  const plain = escapes[letter]
  if (plain !== undefined) return { text: plain, next: at + 2 }
  const count = digits[letter] ?? 0
  const next = at + 2 + count
  const code = text.slice(at + 2, next)
  if (count === 0 || code.length < count || !/^[0-9a-fA-F]+$/.test(code)) return undefined
  const point = Number.parseInt(code, 16)
  return point > 0x10ffff
    ? undefined
    : { text: letter === 'U' ? String.fromCodePoint(point) : String.fromCharCode(point), next }
}

/** The scalar whose quote stands at `at`; undefined when it does not end, or holds an escape that is none. */
export const readQuoted = (text: string, place: Place): Scalar | undefined => new QuotedReader(text, place).read()

class QuotedReader {
  readonly #text: string
  readonly #place: Place
  readonly #tiles = new Tiles()
  #indent: number
  #folds = false

  constructor(text: string, place: Place) {
    this.#text = text
    this.#place = place
    this.#indent = place.column + 2
  }

  read(): Scalar | undefined {
    const { at: start, column } = this.#place
    const style = this.#text[start] === '"' ? 'double' : 'single'
    const special = style === 'double' ? /["\\\n]/g : /['\n]/g
    for (let at: number | undefined = start + 1; at !== undefined; ) {
      special.lastIndex = at
      const found = special.exec(this.#text)
      if (!found) return undefined
      const stop = found[0] === '\n' ? lineEndAt(this.#text, at) : found.index
      const next = this.#take(found[0], at, stop)
      if (next === 'end') {
        const value = this.#tiles.value(stop)
        return { style, value, start, end: stop + 1, column, indent: this.#indent, folds: this.#folds }
      }
      at = next
    }
    return undefined
  }

  /** Takes the text up to something special and that too. Gives where it goes on. */
  #take(special: string, from: number, stop: number): number | 'end' | undefined {
    if (special === '\n') return this.#line(from, stop)
    this.#tiles.push(this.#text.slice(from, stop), from)
    if (special === '\\') return this.#escape(stop)
    if (special !== "'" || this.#text[stop + 1] !== "'") return 'end'
    this.#tiles.push("'", stop)
    return stop + 2
  }

  #line(from: number, stop: number): number {
    const { breaks, next } = foldAt(this.#text, stop)
    const end = trimBlanks(this.#text, from, stop)
    this.#tiles.push(this.#text.slice(from, end), from)
    fold(this.#tiles, breaks, end)
    this.#folds = true
    this.#indent = columnOf(this.#text, next)
    return next
  }

  #escape(at: number): number | undefined {
    const found = escapeAt(this.#text, at)
    if (!found) return undefined
    this.#tiles.push(found.text, at)
    this.#folds ||= found.text === ''
    return found.next
  }
}

/** Characters that a plain scalar cannot begin with, and templates that put a value there. */
const noPlain = /^(?:$|[\s[\]{},#&*!|>'"%@`]|[-?:](?:\s|$))/

/** The plain scalar that begins at `at` in the value of a block mapping; undefined when none does. */
export function readPlain(text: string, { at: start, column }: Place): Scalar | undefined {
  if (noPlain.test(text.slice(start, start + 2))) return undefined
  const tiles = new Tiles()
  let at = start
  let indent = column + 2
  for (;;) {
    const line = lineEndAt(text, at)
    const comment = commentIn(text, at, line)
    const end = trimBlanks(text, at, comment ?? line)
    if (/:(?:[ \t]|$)/.test(text.slice(at, end))) return undefined
    tiles.push(text.slice(at, end), at)
    const { breaks, next } = foldAt(text, line)
    const goesOn = comment === undefined && breaks.length > 0 && next < text.length && text[next] !== '#'
    if (!goesOn || columnOf(text, next) <= column)
      return { style: 'plain', value: tiles.value(end), start, end, column, indent, folds: true }
    indent = columnOf(text, next)
    fold(tiles, breaks, end)
    at = next
  }
}

/** A `#` behind a blank begins a comment. */
function commentIn(text: string, from: number, end: number): number | undefined {
  const at = text.slice(from, end).search(/[ \t]#/)
  return at === -1 ? undefined : from + at + 1
}
