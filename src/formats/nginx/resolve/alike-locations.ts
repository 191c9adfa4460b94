import type { Location, LocationChoice } from '../model.ts'

/** A choice by the places of its locations in their list, -1 for none: it holds for every list that is alike. */
export interface Kept {
  readonly location: number
  readonly uncertain: number
  readonly captures: LocationChoice['captures']
}

type Answers = Map<string, Kept>

/** So many answers are kept for lists that are alike. */
export const most = 256

/** Longer lists are hardly ever alike. */
const longest = 64
export const isLong = (locations: readonly Location[]): boolean => locations.length > longest

const lists = 10_000

const known = new WeakMap<readonly Location[], Answers | 'none'>()
const alike = new Map<string, Answers>()

/** The answers for all lists with the same patterns: servers of a host mostly have the same locations. */
export function answersOf(locations: readonly Location[]): Answers | undefined {
  const before = known.get(locations) ?? find(locations)
  known.set(locations, before)
  return before === 'none' ? undefined : before
}

function find(locations: readonly Location[]): Answers | 'none' {
  if (isLong(locations) || locations.some(({ nested }) => nested.length > 0)) return 'none'
  let key = ''
  for (const { match } of locations) key += `${match.kind}${match.pattern.length} ${match.pattern}`
  const answers = alike.get(key) ?? new Map<string, Kept>()
  if (alike.size >= lists) alike.clear()
  alike.set(key, answers)
  return answers
}

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
