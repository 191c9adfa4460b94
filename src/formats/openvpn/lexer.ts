import type { Span } from '../../text/index.ts'
import type { Word } from '../../tree/index.ts'

export type LexError = 'unclosed-quote' | 'unclosed-single-quote' | 'bad-backslash' | 'dangling-backslash'

export interface Failure {
  readonly code: LexError
  readonly at: number
}

export interface Lexed {
  readonly words: readonly Word[]
  readonly comment?: Span
  readonly error?: Failure
}

/** Name and 15 parameters; the daemon stops reading a line there. */
export const maxWords = 16

const lineFeed = 0x0a
const backslash = 0x5c
const doubleQuote = 0x22
const singleQuote = 0x27

/** C isspace; a no-break space is a letter. */
export const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d)
const isCommentSign = (code: number): boolean => code === 0x23 || code === 0x3b

interface Cursor {
  readonly text: string
  readonly end: number
  at: number
}

/** Splits `text` from `start` to `end` (one line, without its LF) as openvpn's parse_line does. */
export function lexLine(text: string, start: number, end: number): Lexed {
  const nul = text.slice(start, end).indexOf('\0')
  const cursor: Cursor = { text, end: nul === -1 ? end : start + nul, at: start }
  const words: Word[] = []
  while (words.length < maxWords) {
    skipBlanks(cursor)
    if (cursor.at >= cursor.end) break
    if (startsComment(cursor)) return { words, comment: { start: cursor.at, end: withoutCr(text, cursor.at, end) } }
    const word = readWord(cursor)
    if ('code' in word) return { words, error: word }
    words.push(word)
  }
  return { words }
}

/** A blank that is escaped at the start of a word is a blank all the same. */
function skipBlanks(cursor: Cursor): void {
  const { text, end } = cursor
  for (; cursor.at < end; cursor.at++) {
    const code = text.charCodeAt(cursor.at)
    if (isBlank(code)) continue
    if (code !== backslash || !(cursor.at + 1 >= end || isBlank(text.charCodeAt(cursor.at + 1)))) return
  }
}

/** `\#` at the start of a word is a comment: the sign is looked for before the backslash is. */
function startsComment({ text, at }: Cursor): boolean {
  const code = text.charCodeAt(at)
  return isCommentSign(code) || (code === backslash && isCommentSign(text.charCodeAt(at + 1)))
}

const withoutCr = (text: string, start: number, end: number): number =>
  end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end

function readWord(cursor: Cursor): Word | Failure {
  const code = cursor.text.charCodeAt(cursor.at)
  if (code === singleQuote) return singleQuoted(cursor)
  return code === doubleQuote ? doubleQuoted(cursor) : unquoted(cursor)
}

const made = ({ text, at }: Cursor, start: number, value: string): Word => ({
  span: { start, end: at },
  raw: text.slice(start, at),
  value,
})

function singleQuoted(cursor: Cursor): Word | Failure {
  const start = cursor.at
  for (cursor.at++; cursor.at < cursor.end; cursor.at++) {
    if (cursor.text.charCodeAt(cursor.at) !== singleQuote) continue
    const value = cursor.text.slice(start + 1, cursor.at)
    cursor.at++
    return made(cursor, start, value)
  }
  return { code: 'unclosed-single-quote', at: start }
}

function doubleQuoted(cursor: Cursor): Word | Failure {
  const start = cursor.at++
  const value = takeUntil(cursor, code => code === doubleQuote)
  if (typeof value !== 'string') return value.code === 'bad-backslash' ? value : { code: 'unclosed-quote', at: start }
  if (cursor.at >= cursor.end) return { code: 'unclosed-quote', at: start }
  cursor.at++
  return made(cursor, start, value)
}

function unquoted(cursor: Cursor): Word | Failure {
  const start = cursor.at
  const value = takeUntil(cursor, isBlank)
  return typeof value === 'string' ? made(cursor, start, value) : value
}

/** Reads up to the first unescaped character that `ends`; a backslash before LF keeps the LF in the value. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop of a lexer, easier to compare with the daemon's in one piece
function takeUntil(cursor: Cursor, ends: (code: number) => boolean): string | Failure {
  const { text, end } = cursor
  const parts: string[] = []
  let from = cursor.at
  for (; cursor.at < end; cursor.at++) {
    const code = text.charCodeAt(cursor.at)
    if (code === backslash) {
      const escaped = text.charCodeAt(cursor.at + 1)
      const legal = escaped === backslash || escaped === doubleQuote || isBlank(escaped)
      if (cursor.at + 1 >= end && escaped !== lineFeed) return { code: 'dangling-backslash', at: cursor.at }
      if (!legal) return { code: 'bad-backslash', at: cursor.at }
      parts.push(text.slice(from, cursor.at))
      from = ++cursor.at
      if (escaped === lineFeed) return [...parts, '\n'].join('')
    } else if (ends(code)) break
  }
  return [...parts, text.slice(from, cursor.at)].join('')
}
