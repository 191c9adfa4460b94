import type { Cursor } from './cursor.ts'
import { type Escape, readEscape, readProperty } from './escapes.ts'

const posixNames = ' alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit '
  .split(' ')
  .filter(Boolean)

/** Where the `:]` of `[:alpha:]` stands, when that is what begins at `start` (its `:`, `.` or `=`); else -1. */
export function posixEnd(text: string, start: number): number {
  const terminator = text[start] as string
  for (let at = start + 1; at + 2 <= text.length; at++) {
    const character = text[at]
    const next = text[at + 1]
    if (character === '\\' && (next === ']' || next === '\\')) at++
    else if ((character === '[' && next === terminator) || character === ']') return -1
    else if (character === terminator && next === ']') return at
  }
  return -1
}

/** No range can begin behind what was read; one can; one has begun. */
type Range = 'no' | 'possible' | 'begun'

/** A character class, read from behind its `[` to behind its `]`. */
export class ClassReader {
  private readonly cursor: Cursor
  private readonly count: number
  private readonly blanks: boolean
  private range: Range = 'no'
  private low = 0
  private quoted = false

  /** `blanks`: blanks and tabs do not count, as `(?xx)` wants it. */
  constructor(cursor: Cursor, count: number, blanks: boolean) {
    this.cursor = cursor
    this.count = count
    this.blanks = blanks
  }

  read(): void {
    this.opening()
    const { cursor } = this
    for (;;) {
      this.member(cursor.text[cursor.at++] ?? '')
      if (cursor.ended) cursor.fail('classUnclosed')
      if (cursor.here === ']' && !this.quoted) break
    }
    cursor.at++
  }

  /** `^`, and empty quotations around it; a `]` behind them is a member. */
  private opening(): void {
    const { cursor } = this
    let negated = false
    for (;;) {
      if (
        cursor.take('\\E') ||
        cursor.take('\\Q\\E') ||
        (this.blanks && /^[ \t]/.test(cursor.here ?? '') && cursor.at++)
      )
        continue
      if (negated || !cursor.take('^')) break
      negated = true
    }
    if (cursor.ended) cursor.fail(cursor.text.endsWith('\\E') ? 'backslashAtEnd' : 'classUnclosed')
  }

  private member(character: string): void {
    const { cursor } = this
    if (this.quoted) {
      if (character === '\\' && cursor.take('E')) this.quoted = false
      else this.literal(character.charCodeAt(0))
    } else if (this.blanks && (character === ' ' || character === '\t')) return
    else if (character === '[' && /^[:.=]/.test(cursor.here ?? '') && posixEnd(cursor.text, cursor.at) !== -1)
      this.posix()
    else if (character === '-' && this.range === 'possible') this.range = 'begun'
    else if (character === '\\') this.escape(readEscape(cursor, this.count, true))
    else this.literal(character.charCodeAt(0))
  }

  private literal(code: number): void {
    if (this.range === 'begun') {
      if (this.low > code) this.cursor.fail('rangeOrder', 1)
      this.range = 'no'
    } else {
      this.range = 'possible'
      this.low = code
    }
  }

  private posix(): void {
    const { cursor } = this
    if (this.range === 'begun') cursor.fail('rangeInvalid')
    const end = posixEnd(cursor.text, cursor.at)
    if (cursor.here !== ':') cursor.fail('posixCollating', 1)
    cursor.at++
    cursor.take('^')
    if (!posixNames.includes(cursor.text.slice(cursor.at, end))) cursor.fail('posixName')
    cursor.at = end + 2
    this.noRange()
  }

  /** Behind what is more than one character no range begins. */
  private noRange(): void {
    const { cursor } = this
    this.range = 'no'
    if (cursor.here === '-' && cursor.at + 1 < cursor.text.length && cursor.text[cursor.at + 1] !== ']')
      cursor.fail('rangeInvalid')
  }

  private escape(found: Escape): void {
    if (found.kind === 'character') this.literal(found.code)
    else if (found.kind === 'letter') this.letter(found.letter)
  }

  private letter(letter: string): void {
    const { cursor } = this
    if (letter === 'b') this.literal(8)
    else if (letter === 'Q') this.quoted = true
    else if (letter !== 'E') {
      if ('BRX'.includes(letter)) cursor.fail('classEscape', 1)
      if (this.range === 'begun') cursor.fail('rangeInvalid')
      if (letter === 'N') cursor.fail('newlineInClass')
      if (!'HhVvdDsSwWpP'.includes(letter)) cursor.fail('classEscape', 1)
      if (letter === 'p' || letter === 'P') readProperty(cursor)
      this.noRange()
    }
  }
}
