import { type ClassReader, readClass, readEscape } from './class.ts'
import { any, bothCases, type CharSet, notLineFeed, of } from './set.ts'
import type { Assertion, NoRegex, Pattern, Regex } from './syntax.ts'

/** Deeper nesting than anybody writes. */
const DEEP = 200

class Refusal extends Error {
  readonly reason: NoRegex['reason']

  constructor(reason: NoRegex['reason'], detail: string) {
    super(detail)
    this.reason = reason
  }
}

/** Reads a PCRE pattern. Never throws; linear in the length of the pattern. */
export const parseRegex = (source: string, ignoreCase = false): Regex | NoRegex => read(new Reader(source, ignoreCase))

/** The same without what it looks ahead and behind for: it finds all that the pattern finds, and more. */
export function parseLoosely(source: string, ignoreCase = false): Regex | NoRegex {
  const reader = new Reader(source, ignoreCase)
  reader.looks = 'left out'
  return read(reader)
}

/** A pattern with what it looks ahead and behind for. */
export interface Looking extends Regex {
  /** A group takes part in looking: what it brings is not known. */
  readonly loses: boolean
}

export function parseLooking(source: string, ignoreCase = false): Looking | NoRegex {
  const reader = new Reader(source, ignoreCase)
  reader.looks = 'kept'
  const regex = read(reader)
  return 'pattern' in regex ? { ...regex, loses: reader.loses } : regex
}

function read(reader: Reader): Regex | NoRegex {
  try {
    const pattern = reader.choice(0)
    if (reader.at < reader.source.length) return { reason: 'syntax', detail: 'unmatched closing parenthesis' }
    return { pattern, groups: reader.groups, names: reader.names }
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.reason, detail: error.message }
    throw error
  }
}

const escapedAsserts: Readonly<Record<string, Assertion>> = {
  A: 'start',
  z: 'end',
  Z: 'end-line',
  b: 'word',
  B: 'not-word',
}

class Reader implements ClassReader {
  readonly source: string
  readonly names = new Map<string, number>()
  at = 0
  groups = 0
  ignoreCase: boolean
  /** What becomes of assertions on what stands around. */
  looks: 'refused' | 'left out' | 'kept' = 'refused'
  loses = false
  private dotAll = false

  constructor(source: string, ignoreCase: boolean) {
    this.source = source
    this.ignoreCase = ignoreCase
  }

  refuse(reason: NoRegex['reason'], detail: string): never {
    throw new Refusal(reason, detail)
  }

  choice(depth: number): Pattern {
    if (depth > DEEP) this.refuse('unsupported', 'nested too deeply')
    const { ignoreCase, dotAll } = this
    const items = [this.sequence(depth)]
    while (this.source[this.at] === '|') {
      this.at++
      items.push(this.sequence(depth))
    }
    this.ignoreCase = ignoreCase
    this.dotAll = dotAll
    return items.length === 1 ? (items[0] as Pattern) : { kind: 'choice', items }
  }

  private sequence(depth: number): Pattern {
    const items: Pattern[] = []
    for (;;) {
      const character = this.source[this.at]
      if (character === undefined || character === '|' || character === ')') break
      const atom = this.atom(character, depth)
      if (atom) items.push(this.quantified(atom))
    }
    return items.length === 1 ? (items[0] as Pattern) : { kind: 'sequence', items }
  }

  private atom(character: string, depth: number): Pattern | undefined {
    this.at++
    if (character === '(') return this.group(depth)
    if (character === '[') return this.set(readClass(this))
    if (character === '.') return { kind: 'set', set: this.dotAll ? any : notLineFeed }
    if (character === '^') return { kind: 'assert', at: 'start' }
    if (character === '$') return { kind: 'assert', at: 'end-line' }
    if (character === '\\') return this.escape()
    if (character === '*' || character === '+' || character === '?')
      return this.refuse('syntax', 'quantifier does not follow a repeatable item')
    return this.set(of(character))
  }

  private set(set: CharSet): Pattern {
    return { kind: 'set', set: this.ignoreCase ? bothCases(set) : set }
  }

  private escape(): Pattern | undefined {
    const character = this.source[this.at]
    if (character === undefined) return this.refuse('syntax', '\\ at end of pattern')
    if (Object.hasOwn(escapedAsserts, character)) {
      this.at++
      return { kind: 'assert', at: escapedAsserts[character] as Assertion }
    }
    if (character === 'Q') return this.literal()
    if (character === 'E') {
      this.at++
      return undefined
    }
    return this.set(readEscape(this))
  }

  /** `\Q…\E` */
  private literal(): Pattern {
    const end = this.source.indexOf('\\E', this.at)
    const text = this.source.slice(this.at + 1, end === -1 ? undefined : end)
    this.at = end === -1 ? this.source.length : end + 2
    return { kind: 'sequence', items: Array.from(text, character => this.set(of(character))) }
  }

  private group(depth: number): Pattern | undefined {
    const looks = this.looks === 'refused' ? null : /^\?<?[=!]/.exec(this.source.slice(this.at, this.at + 3))
    if (looks) return this.look(looks[0], depth)
    const { ignoreCase, dotAll } = this
    const opening = this.opening()
    if (opening === 'flags') return undefined
    const index = opening === 'plain' ? 0 : ++this.groups
    const name = typeof opening === 'object' ? opening.name : undefined
    if (name !== undefined) this.names.set(name, index)
    const item = this.inside({ ignoreCase, dotAll }, depth)
    return index === 0 ? item : { kind: 'group', item, index, name }
  }

  /** Up to the closing parenthesis, behind which flags are what they were. */
  private inside({ ignoreCase, dotAll }: { ignoreCase: boolean; dotAll: boolean }, depth: number): Pattern {
    const item = this.choice(depth + 1)
    this.ignoreCase = ignoreCase
    this.dotAll = dotAll
    if (this.source[this.at] !== ')') return this.refuse('syntax', 'missing closing parenthesis')
    this.at++
    return item
  }

  /** What is looked for, with groups that bring nothing; undefined where it is left out. */
  private look(sign: string, depth: number): Pattern | undefined {
    const { ignoreCase, dotAll, groups } = this
    this.at += sign.length
    const item = this.inside({ ignoreCase, dotAll }, depth)
    if (this.looks === 'left out') {
      this.groups = groups
      return undefined
    }
    const negative = sign.endsWith('!')
    if (!negative && this.groups > groups) this.loses = true
    return { kind: 'assert', at: { item, behind: sign.includes('<'), negative } }
  }

  /** What stands behind `(`: a capturing group, `(?<name>`, `(?:`, or flags alone such as `(?i)`. */
  private opening(): 'capture' | 'plain' | 'flags' | { name: string } {
    if (this.source[this.at] === '*') return this.refuse('unsupported', 'verb')
    if (this.source[this.at] !== '?') return 'capture'
    const rest = this.source.slice(this.at, this.at + 80)
    const named = /^\?(?:P?<|')([A-Za-z_]\w*)[>']/.exec(rest)
    if (named) {
      this.at += named[0].length
      return { name: named[1] as string }
    }
    if (rest.startsWith('?#')) return this.remark()
    const flags = /^\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(rest)
    if (!flags) return this.refuse('unsupported', `(${rest.slice(0, 3)}`)
    this.at += flags[0].length
    this.setFlags(flags[1] ?? '', flags[2] ?? '')
    return flags[3] === ':' ? 'plain' : 'flags'
  }

  private remark(): 'flags' {
    const end = this.source.indexOf(')', this.at)
    if (end === -1) this.refuse('syntax', 'missing ) after (?# comment')
    this.at = end + 1
    return 'flags'
  }

  private setFlags(on: string, off: string): void {
    if (/[^isJU-]/.test(on + off) || /[JU]/.test(on + off)) this.refuse('unsupported', `flags ${on}-${off}`)
    if (on.includes('i')) this.ignoreCase = true
    if (off.includes('i')) this.ignoreCase = false
    if (on.includes('s')) this.dotAll = true
    if (off.includes('s')) this.dotAll = false
  }

  private quantified(atom: Pattern): Pattern {
    const found = this.quantifier()
    if (!found) return atom
    if (atom.kind === 'assert') return this.refuse('unsupported', 'repeated assertion')
    if (this.source[this.at] === '+') return this.refuse('unsupported', 'possessive quantifier')
    const greedy = this.source[this.at] !== '?'
    if (!greedy) this.at++
    if (this.quantifier()) return this.refuse('syntax', 'quantifier does not follow a repeatable item')
    return { kind: 'repeat', item: atom, ...found, greedy }
  }

  private quantifier(): { min: number; max: number } | undefined {
    const character = this.source[this.at] ?? ''
    const simple = { '*': { min: 0, max: Infinity }, '+': { min: 1, max: Infinity }, '?': { min: 0, max: 1 } }[
      character
    ]
    if (simple) {
      this.at++
      return simple
    }
    const counted =
      character === '{' && /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(this.source.slice(this.at, this.at + 16))
    if (!counted) return undefined
    this.at += counted[0].length
    const min = Number(counted[1])
    const max = counted[3] !== undefined ? Number(counted[3]) : counted[2] ? Infinity : min
    return max < min ? this.refuse('syntax', 'numbers out of order in {} quantifier') : { min, max }
  }
}
