import { Automaton } from './automaton.ts'
import { needleOf } from './needle.ts'
import { parseRegex as parse, parseLooking, parseLoosely } from './parse.ts'
import { findPlain, type Plain, plainOf, prefixOf } from './plain.ts'
import { compile, type Program } from './program.ts'
import { run } from './run.ts'
import { sampleOf } from './sample.ts'
import { isRegex, type NoRegex, type Regex } from './syntax.ts'

export { any, bothCases, type CharSet, complement, has, intersect, of, union } from './set.ts'
export { isRegex, type NoRegex, type Pattern, type Regex } from './syntax.ts'

interface Compiled {
  readonly regex: Regex
  /** Undefined as long as nobody asked for it: plain patterns do without. */
  program: Program | undefined
  readonly plain: Plain | undefined
  /** False: there is none. */
  automaton: Automaton | false | undefined
  /** No other text matches than one that begins so. */
  readonly prefix: string
  /** Nor than one that holds this, in small letters. */
  readonly needle: string
  /** It finds more than the pattern, or brings less: where it finds nothing, neither does the pattern. */
  readonly loose: boolean
  /** For one that looks ahead or behind: the same without. It finds more, and an automaton can run it. */
  readonly wider: Program | undefined
  /** Texts asked before: the same path is tried on the same pattern for every server of a host. */
  readonly answers: Map<string, Groups | false>
  /** Texts that the program was run on. */
  runs: number
}

type Groups = Readonly<Record<string, string>>

/** So many answers are kept for a pattern, and for texts up to this length. */
const most = 64
const longest = 512

/** More patterns than a host has are not kept. */
const patterns = 20_000

const parsed = new Map<string, Regex | NoRegex>()

/** Reads a PCRE pattern. Never throws; linear in the length of the pattern. Equal patterns are read once. */
export function parseRegex(source: string, ignoreCase = false): Regex | NoRegex {
  const key = (ignoreCase ? 'i' : ' ') + source
  const known = parsed.get(key)
  if (known) return known
  const regex = parse(source, ignoreCase)
  if (parsed.size > patterns) parsed.clear()
  parsed.set(key, regex)
  return regex
}

/** By their text, with and without regard to case: texts of a configuration are hashed once, keys made of them each time. */
const compiled: readonly [Map<string, Compiled | undefined>, Map<string, Compiled | undefined>] = [new Map(), new Map()]

function compiledOf(source: string, ignoreCase: boolean): Compiled | undefined {
  const known = compiled[ignoreCase ? 1 : 0]
  const before = known.get(source)
  if (before || known.has(source)) return before
  const made = compilation(source, ignoreCase)
  if (known.size > patterns) known.clear()
  known.set(source, made)
  return made
}

function compilation(source: string, ignoreCase: boolean): Compiled | undefined {
  const exact = parseRegex(source, ignoreCase)
  if (isRegex(exact)) return compiledFrom(exact)
  return /\(\?<?[=!]/.test(source) ? looking(source, ignoreCase) : undefined
}

function compiledFrom(regex: Regex): Compiled | undefined {
  const plain = plainOf(regex)
  const program = plain ? undefined : compile(regex.pattern)
  if (!plain && !program) return undefined
  const [prefix, needle] = [prefixOf(regex), needleOf(regex)]
  const own = { regex, program, plain, prefix, needle }
  return { ...own, automaton: undefined, loose: false, wider: undefined, answers: new Map(), runs: 0 }
}

function looking(source: string, ignoreCase: boolean): Compiled | undefined {
  const wide = parseLoosely(source, ignoreCase)
  const wider = isRegex(wide) ? compile(wide.pattern) : undefined
  const regex = parseLooking(source, ignoreCase)
  const made = isRegex(regex) ? compiledFrom(regex) : isRegex(wide) ? compiledFrom(wide) : undefined
  return made && wider && { ...made, wider, loose: !isRegex(regex) || regex.loses }
}

/**
 * Matches as PCRE would, in time linear in the text. False: no match. Undefined: the pattern is one that only PCRE can
 * run. Groups come by number and, where they have one, by name.
 */
export function matchRegex(source: string, text: string, ignoreCase = false): Groups | false | undefined {
  const made = compiledOf(source, ignoreCase)
  if (!made) return undefined
  const { answers, prefix, needle } = made
  if (!text.startsWith(prefix) || !text.toLowerCase().includes(needle)) return false
  const answer = answers.get(text) ?? find(made, text)
  if (answers.size >= most) answers.clear()
  if (text.length <= longest) answers.set(text, answer)
  return made.loose && answer ? undefined : answer
}

/** After so many runs a pattern is worth an automaton. */
const often = 8

function find(made: Compiled, text: string): Groups | false {
  const { regex, program, plain } = made
  if (plain) return findPlain(plain, text)
  if (!program || isNowhere(made, program, text)) return false
  const found = run(program, text, regex.groups)
  if (!found) return false
  const groups: Record<string, string> = Object.create(null)
  for (let index = 0; index <= regex.groups; index++) {
    const start = found[index * 2] as number
    if (start >= 0) groups[index] = text.slice(start, found[index * 2 + 1])
  }
  for (const [name, index] of regex.names) if (groups[index] !== undefined) groups[name] = groups[index]
  return groups
}

/** Surely not found; only asked of patterns that are tried on many texts. */
function isNowhere(made: Compiled, program: Program, text: string): boolean {
  if (made.runs++ < often) return false
  made.automaton ??= Automaton.of(made.wider ?? program) ?? false
  return made.automaton !== false && made.automaton.finds(text) === false
}

/** What every text begins with in which the pattern is found; empty where that is not known. */
export const literalPrefix = (source: string, ignoreCase: boolean): string =>
  compiledOf(source, ignoreCase)?.prefix ?? ''

/**
 * A text that begins with `prefix` and in which the pattern is found. False: there is none. Undefined: the pattern is
 * one that only PCRE can run, or too large.
 */
export function sampleRegex(source: string, prefix: string, ignoreCase = false): string | false | undefined {
  const made = compiledOf(source, ignoreCase)
  if (!made) return undefined
  made.program ??= compile(made.regex.pattern)
  const program = made.wider ?? made.program
  if (!program) return undefined
  const key = `${ignoreCase ? 'i' : ' '}${prefix} ${source}`
  if (sampled.size > patterns) sampled.clear()
  const text = sampled.get(key) ?? sampleOf(program, prefix) ?? false
  sampled.set(key, text)
  const certain = text === false || !made.wider || find(made, text) !== false
  return certain && (!made.loose || text === false) ? text : undefined
}

const sampled = new Map<string, string | false>()
