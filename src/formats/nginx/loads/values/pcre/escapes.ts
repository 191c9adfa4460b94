import { type Cursor, isDigit } from './cursor.ts'
import { unicodeNames } from './unicode-names.ts'

/** What a backslash and the text behind it stand for. */
export type Escape =
  | { readonly kind: 'character'; readonly code: number }
  /** `\d`, `\b` … by its letter. */
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'reference'; readonly group: number }

const controls: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }
const letters = 'ABCDEGHKNPQRSVWXZbdhkpsvwz'

const character = (code: number): Escape => ({ kind: 'character', code })

/** Reads what stands behind a backslash; `count` groups were opened so far. */
export function readEscape(cursor: Cursor, count: number, inClass: boolean): Escape {
  if (cursor.ended) cursor.fail('backslashAtEnd')
  const next = cursor.text[cursor.at++] as string
  if (letters.includes(next)) return letter(cursor, next)
  if (!/[0-9A-Za-z]/.test(next)) return character(next.charCodeAt(0))
  const code = controls[next]
  if (code !== undefined) return character(code)
  if (isDigit(next)) return digit(cursor, { count, inClass })
  return special(cursor, next, { count, inClass })
}

function letter(cursor: Cursor, next: string): Escape {
  if (next === 'N' && cursor.here === '{') newline(cursor)
  return { kind: 'letter', letter: next }
}

/** `\N{U+41}` and `\N{name}` are not for patterns of bytes; `\N{2}` is a quantifier. */
function newline(cursor: Cursor): void {
  if (cursor.is('{U+')) cursor.fail('unicodeOnly')
  const start = cursor.at++
  if (!cursor.from(start, () => cursor.counts())) cursor.fail('unsupportedEscape', 1)
  cursor.at = start
}

interface Place {
  readonly count: number
  readonly inClass: boolean
}

function special(cursor: Cursor, next: string, { count, inClass }: Place): Escape {
  if ('FlLuU'.includes(next)) cursor.fail('unsupportedEscape')
  if (next === 'g') return inClass ? character(103) : groupReference(cursor, count)
  if (next === 'o') return octal(cursor)
  if (next === 'x') return hexadecimal(cursor)
  if (next === 'c') return control(cursor)
  return cursor.fail('unknownEscape', 1)
}

function control(cursor: Cursor): Escape {
  if (cursor.ended) cursor.fail('controlAtEnd')
  const code = (cursor.here as string).toUpperCase().charCodeAt(0)
  if (code < 32 || code > 126) cursor.fail('controlCharacter')
  cursor.at++
  return character(code ^ 64)
}

function groupReference(cursor: Cursor, count: number): Escape {
  if (cursor.ended) cursor.fail('groupReference')
  if (cursor.here === '<' || cursor.here === "'") return { kind: 'letter', letter: 'g' }
  const start = cursor.at
  const braced = cursor.take('{')
  const group = braced ? cursor.from(start, () => cursor.group(count)) : cursor.group(count)
  if (group === undefined && braced) {
    cursor.at = start
    return { kind: 'letter', letter: 'k' }
  }
  if (group === undefined) cursor.fail('groupReference')
  if (braced && cursor.here !== '}') {
    cursor.at = start
    cursor.fail('groupReference')
  }
  if (braced) cursor.at++
  return group === 0 ? cursor.fail('noSuchGroup') : { kind: 'reference', group: group as number }
}

/** `\1` … `\9` always refer to a group, longer numbers to one that was opened; others are octal. */
function digit(cursor: Cursor, { count, inClass }: Place): Escape {
  const first = cursor.text[cursor.at - 1] as string
  if (!inClass && first !== '0') {
    const text = /^\d{1,10}/.exec(cursor.text.slice(cursor.at - 1, cursor.at + 10))?.[0] ?? ''
    const value = Number(text)
    if (value < 214748363 && (value < 10 || first >= '8' || value <= count)) {
      cursor.at += text.length - 1
      if (value > 65535) cursor.fail('groupNumber')
      return { kind: 'reference', group: value }
    }
  }
  if (first >= '8') return character(first.charCodeAt(0))
  const more = /^[0-7]{0,2}/.exec(cursor.text.slice(cursor.at, cursor.at + 2))?.[0] ?? ''
  cursor.at += more.length
  const code = Number.parseInt(first + more, 8)
  return code > 255 ? cursor.fail('octalTooBig') : character(code)
}

function octal(cursor: Cursor): Escape {
  if (!cursor.take('{')) cursor.fail('octalBrace', cursor.ended ? 1 : 0)
  return braced(cursor, 8)
}

function hexadecimal(cursor: Cursor): Escape {
  if (cursor.take('{')) return braced(cursor, 16)
  const digits = /^[0-9A-Fa-f]{0,2}/.exec(cursor.text.slice(cursor.at, cursor.at + 2))?.[0] ?? ''
  cursor.at += digits.length
  return character(digits === '' ? 0 : Number.parseInt(digits, 16))
}

/** A number up to 255 and its closing brace. */
function braced(cursor: Cursor, base: 8 | 16): Escape {
  if (cursor.ended || cursor.here === '}') cursor.fail('codeMissing')
  const digits = base === 8 ? /[0-7]/ : /[0-9A-Fa-f]/
  let code = 0
  while (!cursor.ended && digits.test(cursor.here as string))
    code = Math.min(256, code * base + Number.parseInt(cursor.text[cursor.at++] as string, base))
  if (code > 255) cursor.fail('codePoint')
  if (!cursor.take('}')) cursor.fail(base === 8 ? 'octalUnclosed' : 'hexUnclosed', cursor.ended ? 1 : 0)
  return character(code)
}

const kinds = /^(?:bidiclass|bc|script|sc|scriptextensions|scx)$/

/** Behind `\p` or `\P`: a letter, or a name in braces. */
export function readProperty(cursor: Cursor): void {
  if (cursor.ended) cursor.fail('propertyMalformed')
  const first = cursor.text[cursor.at++] as string
  if (first !== '{') {
    if (!/[A-Za-z]/.test(first)) cursor.fail('propertyMalformed')
    if (!unicodeNames.has(first.toLowerCase())) cursor.fail('propertyUnknown')
    return
  }
  cursor.take('^')
  const end = cursor.text.indexOf('}', cursor.at)
  const name = cursor.text.slice(cursor.at, end === -1 ? undefined : end).replace(/[_\-\s]/g, '')
  if (end === -1 || name.length > 48 || name.includes('\0')) malformed(cursor, name)
  cursor.at = end + 1
  const [head = '', tail] = name.toLowerCase().split(/[:=](.*)/s)
  if (tail === undefined ? !unicodeNames.has(head) : !kinds.test(head) || !knownTail(head, tail))
    cursor.fail('propertyUnknown')
}

const knownTail = (head: string, tail: string): boolean => unicodeNames.has(head.startsWith('b') ? `bidi${tail}` : tail)

/** Too long names end where the 49th of their letters stands. */
function malformed(cursor: Cursor, name: string): never {
  if (name.length <= 48) cursor.at = cursor.text.length
  return cursor.fail(name.length <= 48 ? 'propertyMalformed' : undefined)
}
