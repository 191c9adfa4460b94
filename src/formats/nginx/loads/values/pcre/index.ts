import { atLeast, type Version } from '../../../../../target/index.ts'
import { lookUp } from '../../../../../text/index.ts'
import { pcreErrors } from './errors.ts'
import { Scanner } from './scanner.ts'

/** What can be said about a PCRE2 pattern without compiling it. */
export interface Pattern {
  /** PCRE2's own words; undefined when the pattern is valid or cannot be judged here. */
  readonly error?: string
  /** Offset of the error; the end of the pattern when PCRE2 names none. */
  readonly at: number
  /** Number of capturing groups. */
  readonly captures: number
  readonly names: readonly string[]
}

/** The same pattern stands in thousands of servers. */
const known = new Map<string, Pattern>()

/** Reads a pattern as PCRE2 10.42 would. Never says a valid pattern is wrong: what it does not know it accepts. */
export function readPattern(text: string): Pattern {
  const found = known.get(text)
  if (found) return found
  const made = read(text)
  if (known.size > 1000) known.clear()
  if (text.length < 1000) known.set(text, made)
  return made
}

function read(text: string): Pattern {
  const scanner = new Scanner(text)
  const stop = scanner.run()
  const names = [...scanner.state.names.keys()]
  const captures = scanner.state.highest
  if (!stop) return { at: text.length, captures, names }
  if (stop.error === '') return { at: text.length, captures: -1, names: [...names, ...namesBehind(text)] }
  return { error: stop.error, at: stop.at, captures, names }
}

/** Group names of a pattern that was not read to its end. */
function namesBehind(text: string): string[] {
  return [...text.matchAll(/\(\?P?[<'](\w+)[>']/g)].map(found => found[1] as string)
}

/** What 10.42 refuses and a later one takes, by its change log: bounded lookbehinds, names of 128 characters. */
const liberal: Readonly<Record<string, string>> = {
  [pcreErrors.notFixed]: '10.43',
  [pcreErrors.lookbehindTooLong]: '10.43',
  [pcreErrors.nameTooLong]: '10.44',
}

/** The pattern as that version of the library reads it: what it may take by now is not judged. */
export function readPatternWith(text: string, version: Version): Pattern {
  const pattern = readPattern(text)
  const since = pattern.error === undefined ? undefined : lookUp(liberal, pattern.error)
  if (since === undefined || !atLeast(version, since)) return pattern
  return { at: text.length, captures: -1, names: [...new Set([...pattern.names, ...namesBehind(text)])] }
}
