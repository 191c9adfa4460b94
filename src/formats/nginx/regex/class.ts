import { bothCases, type CharSet, complement, escaped, of, posix, union } from './set.ts'
import type { NoRegex } from './syntax.ts'

/** A pattern that is being read. */
export interface ClassReader {
  readonly source: string
  /** Offset of the next character. */
  at: number
  readonly ignoreCase: boolean
  refuse(reason: NoRegex['reason'], detail: string): never
}

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', e: '\u001b', a: '\u0007' }

/** The set behind a backslash that was just read. */
export function readEscape(reader: ClassReader): CharSet {
  const character = reader.source[reader.at++] as string
  const set = escaped(character)
  if (set) return set
  if (Object.hasOwn(controls, character)) return of(controls[character] as string)
  if (character === 'x') return [readHex(reader)]
  if (character === '0') return [readOctal(reader)]
  if (/[1-9]/.test(character)) return reader.refuse('unsupported', 'back reference')
  if (/[A-Za-z]/.test(character)) return reader.refuse('unsupported', `\\${character}`)
  return of(character)
}

function readHex(reader: ClassReader): [number, number] {
  const found = /^(?:\{([0-9A-Fa-f]{1,4})\}|([0-9A-Fa-f]{0,2}))/.exec(reader.source.slice(reader.at, reader.at + 8))
  reader.at += found?.[0].length ?? 0
  const code = Number.parseInt(found?.[1] ?? found?.[2] ?? '', 16) || 0
  return [code, code]
}

function readOctal(reader: ClassReader): [number, number] {
  const digits = /^[0-7]{0,2}/.exec(reader.source.slice(reader.at, reader.at + 2))?.[0] ?? ''
  reader.at += digits.length
  const code = Number.parseInt(`0${digits}`, 8)
  return [code, code]
}

/** The class whose `[` was just read. */
export function readClass(reader: ClassReader): CharSet {
  const { source } = reader
  const negated = source[reader.at] === '^'
  if (negated) reader.at++
  const parts: CharSet[] = []
  for (let first = true; first || source[reader.at] !== ']'; first = false) {
    if (reader.at >= source.length) return reader.refuse('syntax', 'missing terminating ] for character class')
    parts.push(readMember(reader))
  }
  reader.at++
  const all = union(...parts)
  const set = reader.ignoreCase ? bothCases(all) : all
  return negated ? complement(set) : set
}

function readMember(reader: ClassReader): CharSet {
  const { source } = reader
  const named = source[reader.at] === '[' && /^\[:(\^?)([a-z]+):\]/.exec(source.slice(reader.at, reader.at + 16))
  if (named) {
    reader.at += named[0].length
    if (!Object.hasOwn(posix, named[2] as string)) return reader.refuse('syntax', 'unknown POSIX class name')
    const set = (posix[named[2] as string] as () => CharSet)()
    return named[1] ? complement(set) : set
  }
  const low = readOne(reader)
  const single = low.length === 1 && low[0]?.[0] === low[0]?.[1]
  if (!single || source[reader.at] !== '-' || source[reader.at + 1] === ']' || reader.at + 1 >= source.length)
    return low
  reader.at++
  const high = readOne(reader)
  const from = (low[0] as readonly [number, number])[0]
  const to = (high[0] as readonly [number, number])[0]
  if (high.length !== 1 || high[0]?.[0] !== high[0]?.[1]) return union(low, of('-'), high)
  return to < from ? reader.refuse('syntax', 'range out of order in character class') : [[from, to]]
}

function readOne(reader: ClassReader): CharSet {
  const character = reader.source[reader.at++] as string
  if (character !== '\\') return of(character)
  if (reader.source[reader.at] === 'b') {
    reader.at++
    return of('\b')
  }
  if (reader.at >= reader.source.length) return reader.refuse('syntax', '\\ at end of pattern')
  return readEscape(reader)
}
