import type { SourceFile } from '../../text/index.ts'
import type { Problem } from '../../tree/index.ts'
import { syntaxProblem } from './problems.ts'

/** The daemon reads through a buffer of this many bytes and refuses a word or comment that fills it. */
const BUFFER = 4096

export const Token = { end: 0, word: 1, semicolon: 2, open: 3, close: 4, comment: 5 } as const

const BLANK = 1
const ENDS_WORD = 2
const BACKSLASH_PAIR = 4
const VARIABLE = 8

/** What a character does inside a bare word: 0 for all that are just part of it, NUL and NBSP included. */
const classes = new Uint8Array(65536)
for (const blank of ' \t\r\n') classes[blank.charCodeAt(0)] = BLANK | ENDS_WORD
for (const end of ';{') classes[end.charCodeAt(0)] = ENDS_WORD
classes['\\'.charCodeAt(0)] = BACKSLASH_PAIR
classes['$'.charCodeAt(0)] = VARIABLE

const CR = 13
const QUOTE = 34
const HASH = 35
const APOSTROPHE = 39
const CLOSING = 41
const SEMICOLON = 59
const BACKSLASH = 92
const OPEN = 123
const CLOSE = 125

/**
 * nginx's own scanner (`ngx_conf_read_token`), over characters instead of bytes; lengths that matter are measured in
 * bytes. Goes on behind an error, so that what follows stays in the tree.
 */
export class Lexer {
  readonly file: SourceFile
  readonly problems: Problem[]
  /** Offsets of the token that `next` found. */
  start = 0
  end = 0
  private readonly text: string

  constructor(file: SourceFile, problems: Problem[], text: string = file.text) {
    this.file = file
    this.text = text
    this.problems = problems
    this.end = file.part?.start ?? 0
  }

  next(): number {
    const text = this.text
    let at = this.end
    let character = text.charCodeAt(at)
    while (character <= 32 && (classes[character] as number) & BLANK) character = text.charCodeAt(++at)
    this.start = at
    this.end = at + 1
    switch (character) {
      case SEMICOLON:
        return Token.semicolon
      case OPEN:
        return Token.open
      case CLOSE:
        return Token.close
      case HASH:
        return this.comment()
      case QUOTE:
      case APOSTROPHE:
        return this.quoted(character)
    }
    if (at < text.length) return this.bare(at)
    this.end = at
    return Token.end
  }

  private comment(): number {
    const line = this.text.indexOf('\n', this.start)
    const end = line === -1 ? this.text.length : line
    this.checkLength(this.start, end, 0)
    this.end = line > 0 && this.text.charCodeAt(line - 1) === CR ? line - 1 : end
    return Token.comment
  }

  private bare(from: number): number {
    const text = this.text
    let at = from
    while (at < text.length) {
      const character = text.charCodeAt(at)
      const role = classes[character] as number
      if (role & ENDS_WORD) break
      at++
      if (role & BACKSLASH_PAIR) at++
      else if (role & VARIABLE) while (text.charCodeAt(at) === OPEN) at++
    }
    this.end = Math.min(at, text.length)
    const blank = (classes[text.charCodeAt(this.end)] ?? 0) & BLANK
    this.checkLength(from, this.end, blank ? 1 : 0)
    return Token.word
  }

  private quoted(quote: number): number {
    const text = this.text
    const from = this.start + 1
    let at = from
    let character = text.charCodeAt(at)
    while (character !== quote && at < text.length) {
      at += character === BACKSLASH ? 2 : 1
      character = text.charCodeAt(at)
    }
    if (at >= text.length) {
      this.end = text.length
      this.checkLength(from, text.length, 0, quote)
      return Token.word
    }
    this.end = at + 1
    const after = text.charCodeAt(this.end)
    const blank = (classes[after] ?? 0) & BLANK
    if (at - from > BUFFER / 3 - 2 && this.checkLength(from, at, blank ? 2 : 1, quote)) return Token.word
    if (!blank && after !== SEMICOLON && after !== OPEN && after !== CLOSING && this.end < text.length)
      this.unexpected(this.end)
    return Token.word
  }

  /** Reports the character at `offset` as one that cannot stand there. */
  unexpected(offset: number): void {
    const character = String.fromCodePoint(this.text.codePointAt(offset) as number)
    const span = { start: offset, end: offset + character.length }
    this.problems.push(syntaxProblem(this.file, span, 'unexpected-character', { character }))
  }

  /**
   * The buffer rule: refused when the word still counts as started `BUFFER` bytes behind its start and the file goes on.
   * `extra` = characters behind the word that are read before the daemon lets go of it.
   */
  private checkLength(from: number, end: number, extra: number, quote?: number): boolean {
    if (end + extra - from < BUFFER / 3 - 2) return false
    const held = this.bytes(from, end)
    if (held + extra < BUFFER || this.bytes(from, this.text.length) <= BUFFER) return false
    const span = { start: from, end: Math.min(end, from + 10) }
    const unclosed = quote !== undefined && held >= BUFFER
    const params = unclosed ? { character: String.fromCharCode(quote) } : { start: this.beginning(from) }
    this.problems.push(syntaxProblem(this.file, span, unclosed ? 'too-long-unclosed' : 'too-long', params))
    return true
  }

  /** The characters that the first ten bytes hold. */
  private beginning(from: number): string {
    let end = from
    while (this.bytes(from, end + 1) <= 10) end++
    return this.text.slice(from, end)
  }

  /** Bytes from one offset to another, counted no further than just beyond the buffer. */
  private bytes(from: number, to: number): number {
    if (this.file.encoding === 'latin1') return to - from
    let count = 0
    for (let at = from; at < to && count <= BUFFER; at++) {
      const character = this.text.charCodeAt(at)
      count += character < 0x80 ? 1 : character < 0x800 || (character & 0xf800) === 0xd800 ? 2 : 3
    }
    return count
  }

  /** Skips a Lua body whose `{` was just read; false when its end is missing. `end` is then behind the `}`. */
  skipLua(): boolean {
    const close = luaEnd(this.text, this.end)
    this.end = close === -1 ? this.text.length : close + 1
    return close !== -1
  }
}

/** Offset of the `}` that ends a Lua body which starts at `from`, -1 when there is none. */
export function luaEnd(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === OPEN) depth++
    else if (character === CLOSE) {
      depth--
      if (depth === 0) return at
    } else at = skipLuaToken(text, at, character)
  }
  return -1
}

/** The last offset of the string, comment or long bracket that starts at `at`; `at` itself for anything else. */
function skipLuaToken(text: string, at: number, character: number): number {
  if (character === QUOTE || character === APOSTROPHE) return luaString(text, at, character)
  if (character === 91) return longBracket(text, at) ?? at
  if (character !== 45 || text.charCodeAt(at + 1) !== 45) return at
  const long = text.charCodeAt(at + 2) === 91 ? longBracket(text, at + 2) : undefined
  if (long !== undefined) return long
  const line = text.indexOf('\n', at)
  return line === -1 ? text.length : line
}

function luaString(text: string, from: number, quote: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === quote) return at
    if (character === BACKSLASH) at++
  }
  return text.length
}

/** `[[ … ]]`, `[=[ … ]=]`: the offset of the last character; undefined when `[` opens none. */
function longBracket(text: string, from: number): number | undefined {
  let at = from + 1
  while (text.charCodeAt(at) === 61) at++
  if (text.charCodeAt(at) !== 91) return undefined
  const closing = `]${'='.repeat(at - from - 1)}]`
  const end = text.indexOf(closing, at + 1)
  return end === -1 ? text.length : end + closing.length - 1
}
