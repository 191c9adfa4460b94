import { any, type CharSet, complement, has, intersect, union } from './set.ts'
import type { Pattern, Regex } from './syntax.ts'

/** What the texts that a pattern matches look like. Assertions are ignored: the true language may be smaller. */
export interface Language {
  /** Characters that occur in some text. */
  readonly characters: CharSet
  /** Characters that some text begins with. */
  readonly first: CharSet
  /** The empty text matches. */
  readonly empty: boolean
  /** All texts, when they are few. */
  readonly values: readonly string[] | undefined
}

/** So many texts count as few. */
const FEW = 32

const emptyText: Language = { characters: [], first: [], empty: true, values: [''] }

export function languageOf(pattern: Pattern): Language {
  switch (pattern.kind) {
    case 'assert':
      return emptyText
    case 'set':
      return { characters: pattern.set, first: pattern.set, empty: false, values: enumerate(pattern.set) }
    case 'group':
      return languageOf(pattern.item)
    case 'sequence':
      return pattern.items.map(languageOf).reduce(joined, emptyText)
    case 'choice':
      return pattern.items.map(languageOf).reduce(either)
    case 'repeat':
      return repeated(languageOf(pattern.item), pattern.min, pattern.max)
  }
}

function joined(a: Language, b: Language): Language {
  return {
    characters: union(a.characters, b.characters),
    first: a.empty ? union(a.first, b.first) : a.first,
    empty: a.empty && b.empty,
    values: few(a.values && b.values && a.values.flatMap(left => (b.values ?? []).map(right => left + right))),
  }
}

function either(a: Language, b: Language): Language {
  return {
    characters: union(a.characters, b.characters),
    first: union(a.first, b.first),
    empty: a.empty || b.empty,
    values: few(a.values && b.values && [...a.values, ...b.values]),
  }
}

function repeated(item: Language, min: number, max: number): Language {
  if (max === 0) return emptyText
  const optional = max === 1 && min === 0 && item.values ? few(['', ...item.values]) : undefined
  const values = min === 1 && max === 1 ? item.values : optional
  return { characters: item.characters, first: item.first, empty: item.empty || min === 0, values }
}

const few = (values: readonly string[] | undefined): readonly string[] | undefined => {
  const unique = values && [...new Set(values)]
  return unique && unique.length <= FEW ? unique : undefined
}

function enumerate(set: CharSet): readonly string[] | undefined {
  const size = set.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  if (size > FEW) return undefined
  return set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)))
}

/** The pattern of a group by number or name; undefined when the regex has no such group. */
export const groupOf = (regex: Regex, group: number | string): Pattern | undefined => findGroup(regex, group)?.pattern

/** True when the regex can match without the group taking part: the group is then empty. */
export const isOptional = (regex: Regex, group: number | string): boolean => findGroup(regex, group)?.optional ?? true

interface Within {
  readonly pattern: Pattern
  readonly optional: boolean
}

function findGroup(regex: Regex, group: number | string): Within | undefined {
  const wanted = typeof group === 'number' ? group : numberOf(regex, group)
  const stack: Within[] = [{ pattern: regex.pattern, optional: false }]
  for (let found = stack.pop(); found; found = stack.pop()) {
    if (found.pattern.kind === 'group' && found.pattern.index === wanted) return found
    for (const part of below(found)) stack.push(part)
  }
  return undefined
}

/** Names of groups become variables, whose case does not matter. */
const numberOf = ({ names }: Regex, name: string): number | undefined =>
  [...names].find(([written]) => written.toLowerCase() === name.toLowerCase())?.[1]

function below({ pattern, optional }: Within): readonly Within[] {
  switch (pattern.kind) {
    case 'group':
      return [{ pattern: pattern.item, optional }]
    case 'repeat':
      return [{ pattern: pattern.item, optional: optional || pattern.min === 0 }]
    case 'sequence':
      return pattern.items.map(item => ({ pattern: item, optional }))
    case 'choice':
      return pattern.items.map(item => ({ pattern: item, optional: true }))
    default:
      return []
  }
}

/** Can some text that the pattern matches start with `text`? */
export function canStartWith(pattern: Pattern, text: string): boolean {
  let rest: readonly Pattern[][] = [[pattern]]
  for (const character of text) {
    rest = limited(rest.flatMap(todo => derive(todo, character.charCodeAt(0))))
    if (rest.length === 0) return false
  }
  return true
}

const anything: Pattern = { kind: 'repeat', item: { kind: 'set', set: any }, min: 0, max: Infinity, greedy: true }

/** Alternatives are kept few; when there are more the answer errs towards yes. */
const limited = (alternatives: readonly Pattern[][]): readonly Pattern[][] => {
  const seen = new Map<string, Pattern[]>()
  for (const todo of alternatives) {
    const key = todo.map(identity).join(' ')
    if (!seen.has(key)) seen.set(key, todo)
  }
  return seen.size > 500 ? [[anything]] : [...seen.values()]
}

const numbers = new WeakMap<Pattern, number>()
let counter = 0

function identity(pattern: Pattern): number {
  const known = numbers.get(pattern) ?? ++counter
  numbers.set(pattern, known)
  return known
}

/** What may follow once `unit` was read from the front of `todo`. */
function derive(todo: readonly Pattern[], unit: number, depth = 0): Pattern[][] {
  const [head, ...rest] = todo
  if (!head) return []
  if (depth > 200) return [[anything]]
  switch (head.kind) {
    case 'assert':
      return derive(rest, unit, depth + 1)
    case 'set':
      return has(head.set, unit) ? [rest] : []
    case 'group':
      return derive([head.item, ...rest], unit, depth + 1)
    case 'sequence':
      return derive([...head.items, ...rest], unit, depth + 1)
    case 'choice':
      return head.items.flatMap(item => derive([item, ...rest], unit, depth + 1))
    case 'repeat':
      return deriveRepeat(head, rest, { unit, depth })
  }
}

function deriveRepeat(
  head: Pattern & { kind: 'repeat' },
  rest: readonly Pattern[],
  { unit, depth }: { unit: number; depth: number },
): Pattern[][] {
  const { item, min, max } = head
  const again: Pattern = max === Infinity && min === 0 ? head : { ...head, min: Math.max(0, min - 1), max: max - 1 }
  const skipped = min === 0 || languageOf(item).empty ? derive(rest, unit, depth + 1) : []
  return max === 0
    ? derive(rest, unit, depth + 1)
    : [...derive([item], unit, depth + 1).map(after => [...after, again, ...rest]), ...skipped]
}

/** Characters outside of which a set has none. */
export const within = (set: CharSet, allowed: CharSet): CharSet => intersect(set, allowed)

export const without = (set: CharSet, refused: CharSet): CharSet => intersect(set, complement(refused))
