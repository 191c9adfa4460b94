import type { CharSet, Regex } from '../regex/index.ts'
import { keepsPart } from '../regex/kept.ts'
import { groupOf, isOptional, languageOf } from '../regex/language.ts'

/** What a group of a pattern can hold. */
export interface Group {
  readonly characters: CharSet
  readonly first: CharSet
  readonly empty: boolean
  readonly values: readonly string[] | undefined
  /** With the groups that are read beside it no more than a harmless part of the text. */
  readonly harmless: boolean
}

const known = new WeakMap<Regex, Map<string, Group | undefined>>()

/** Read once for a pattern: hundreds of places may read a name that hundreds of patterns give. */
export function groupIn(regex: Regex, group: number | string, beside: readonly string[] = []): Group | undefined {
  const groups = known.get(regex) ?? new Map<string, Group | undefined>()
  known.set(regex, groups)
  const numbers = numbersOf(regex, [String(group), ...beside])
  const key = `${group} ${[...numbers].join(' ')}`
  if (!groups.has(key)) groups.set(key, read(regex, group, numbers))
  return groups.get(key)
}

function read(regex: Regex, group: number | string, numbers: ReadonlySet<number>): Group | undefined {
  const pattern = groupOf(regex, group)
  if (!pattern) return undefined
  const { characters, first, empty, values } = languageOf(pattern)
  const unset = isOptional(regex, group)
  return {
    ...{ characters, first, empty: empty || unset },
    values: unset ? values && ['', ...values] : values,
    harmless: keepsPart(regex, numbers),
  }
}

/** Groups of a pattern by number or, in lower case, by name. */
function numbersOf({ names }: Regex, wanted: readonly string[]): ReadonlySet<number> {
  const byName = new Map([...names].map(([name, index]) => [name.toLowerCase(), index]))
  return new Set(wanted.flatMap(name => (/^\d$/.test(name) ? [Number(name)] : (byName.get(name.toLowerCase()) ?? []))))
}
