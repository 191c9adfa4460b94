import type { Location, LocationChoice } from '../model.ts'

/** A choice by the places of its locations in their list, -1 for none: it holds for every list that is alike. */
export interface Kept {
  readonly location: number
  readonly uncertain: number
  readonly captures: LocationChoice['captures']
}

/** What lists with the same patterns have in common. */
interface Alike {
  /** By path as sent, with slashes merged. */
  readonly answers: Map<string, Kept>
  /** Paths that are the pattern of a location but for its last slash. */
  readonly slashless: ReadonlySet<string>
}

/** So many answers are kept for lists that are alike. */
export const most = 256

/** Longer lists are hardly ever alike. */
const longest = 64
export const isLong = (locations: readonly Location[]): boolean => locations.length > longest

const lists = 10_000

const known = new WeakMap<readonly Location[], Alike | 'none'>()
const alike = new Map<string, Alike>()

/** Of all lists with the same patterns: servers of a host mostly have the same locations. Undefined of long and nested ones. */
export function alikeOf(locations: readonly Location[]): Alike | undefined {
  const before = known.get(locations) ?? find(locations)
  known.set(locations, before)
  return before === 'none' ? undefined : before
}

function find(locations: readonly Location[]): Alike | 'none' {
  if (isLong(locations) || locations.some(({ nested }) => nested.length > 0)) return 'none'
  let key = ''
  for (const { match } of locations) key += `${match.kind}${match.pattern.length} ${match.pattern}`
  const same = alike.get(key) ?? { answers: new Map<string, Kept>(), slashless: new Set(slashless(locations)) }
  if (alike.size >= lists) alike.clear()
  alike.set(key, same)
  return same
}

const slashless = (locations: readonly Location[]): string[] =>
  locations.flatMap(({ match: { pattern } }) => (pattern.endsWith('/') ? [pattern.slice(0, -1)] : []))

export const keep = ({ location, uncertain, captures }: LocationChoice, locations: readonly Location[]): Kept => ({
  location: location ? locations.indexOf(location) : -1,
  uncertain: uncertain ? locations.indexOf(uncertain) : -1,
  captures,
})

export const recall = ({ location, uncertain, captures }: Kept, locations: readonly Location[]): LocationChoice => ({
  location: locations[location],
  uncertain: locations[uncertain],
  captures,
})
