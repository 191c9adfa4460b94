import type { Location } from '../model.ts'
import { literalPrefix } from '../regex/index.ts'

/** The locations of one level by how a path is looked up in them: there may be thousands. */
export interface LocationIndex {
  readonly exact: ReadonlyMap<string, Location>
  /** Prefixes with `^~` and without. */
  readonly prefixes: ByPrefix<Location>
  /** By what a path begins with that they match; `order` is the one in which they are tried. */
  readonly regexes: ByPrefix<Regexes>
}

interface Tried {
  readonly location: Location
  readonly order: number
}

type Regexes = Tried[]

/** Values by a text that others begin with. */
interface ByPrefix<T> {
  readonly values: ReadonlyMap<string, T>
  /** Lengths of the texts, longest first. */
  readonly lengths: readonly number[]
}

const known = new WeakMap<readonly Location[], LocationIndex>()

/** Made once for a list: of two locations with the same path the first counts. */
export function indexOf(locations: readonly Location[]): LocationIndex {
  const before = known.get(locations)
  if (before) return before
  const exact = new Map<string, Location>()
  const prefixes = new Map<string, Location>()
  const regexes = new Map<string, Regexes>()
  for (const [order, location] of locations.entries()) {
    const { kind, pattern } = location.match
    if (kind === 'exact' && !exact.has(pattern)) exact.set(pattern, location)
    if ((kind === 'prefix' || kind === 'noregex') && !prefixes.has(pattern)) prefixes.set(pattern, location)
    if (kind !== 'regex' && kind !== 'iregex') continue
    const prefix = literalPrefix(pattern, kind === 'iregex')
    const same = regexes.get(prefix)
    if (same) same.push({ location, order })
    else regexes.set(prefix, [{ location, order }])
  }
  const made = { exact, prefixes: byPrefix(prefixes), regexes: byPrefix(regexes) }
  known.set(locations, made)
  return made
}

const byPrefix = <T>(values: ReadonlyMap<string, T>): ByPrefix<T> => ({
  values,
  lengths: [...new Set(Array.from(values.keys(), text => text.length))].sort((a, b) => b - a),
})

function* beginning<T>({ values, lengths }: ByPrefix<T>, uri: string): Generator<T> {
  for (const length of lengths) {
    const found = length <= uri.length ? values.get(uri.slice(0, length)) : undefined
    if (found) yield found
  }
}

/** The exact location of a path, else the one with the longest prefix of it. */
export const longestPrefix = ({ exact, prefixes }: LocationIndex, uri: string): Location | undefined =>
  exact.get(uri) ?? beginning(prefixes, uri).next().value

/**
 * The locations with a pattern that may match a path, in the order in which they are tried: the first often matches, so
 * that nobody asks for the thousands behind it.
 */
export function* tried({ regexes }: LocationIndex, uri: string): Generator<Location> {
  const lists = [...beginning(regexes, uri)].map(list => ({ list, next: 0 }))
  for (;;) {
    let first: (typeof lists)[number] | undefined
    for (const each of lists) if (orderOf(each) < orderOf(first)) first = each
    const one = first?.list[first.next++]
    if (!one) return
    yield one.location
  }
}

const orderOf = (at: { readonly list: Regexes; readonly next: number } | undefined): number =>
  at?.list[at.next]?.order ?? Number.POSITIVE_INFINITY
