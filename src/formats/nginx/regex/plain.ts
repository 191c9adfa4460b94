import { type CharSet, has } from './set.ts'
import type { Pattern, Regex } from './syntax.ts'

/** A pattern of characters one behind the other, as those of most locations are: `\.php$`, `^/api/`. */
export interface Plain {
  readonly sets: readonly CharSet[]
  readonly start: boolean
  readonly end: 'end' | 'end-line' | undefined
}

/** Undefined: a pattern with groups, alternatives or repetitions. */
export function plainOf({ pattern, groups }: Regex): Plain | undefined {
  if (groups > 0) return undefined
  const items = pattern.kind === 'sequence' ? pattern.items : [pattern]
  const first = items[0]
  const last = items.at(-1)
  const start = first?.kind === 'assert' && first.at === 'start'
  const end = last?.kind === 'assert' && (last.at === 'end' || last.at === 'end-line') ? last.at : undefined
  const middle = items.slice(start ? 1 : 0, end ? -1 : undefined)
  const sets = middle.flatMap((item: Pattern) => (item.kind === 'set' ? [item.set] : []))
  return sets.length === middle.length ? { sets, start, end } : undefined
}

/** What every text begins with in which the pattern is found: `/api/` of `^/api/(.*)$`. Empty where it is not anchored. */
export function prefixOf({ pattern }: Regex): string {
  const [first, ...rest] = pattern.kind === 'sequence' ? pattern.items : [pattern]
  if (first?.kind !== 'assert' || first.at !== 'start') return ''
  const end = rest.findIndex(item => item.kind !== 'set' || !isOne(item.set))
  return (end === -1 ? rest : rest.slice(0, end))
    .map(item => (item.kind === 'set' ? String.fromCharCode(item.set[0]?.[0] ?? 0) : ''))
    .join('')
}

const isOne = (set: CharSet): boolean => set.length === 1 && set[0]?.[0] === set[0]?.[1]

/** The leftmost match as group 0, or false. */
export function findPlain({ sets, start, end }: Plain, text: string): { readonly 0: string } | false {
  const last = text.length - sets.length
  const first = !end || start ? 0 : Math.max(0, last - 1)
  for (let at = first; at <= (start ? Math.min(0, last) : last); at++) {
    if (end && at !== last && !(end === 'end-line' && at === last - 1 && text.endsWith('\n'))) continue
    if (sets.every((set, nth) => has(set, text.charCodeAt(at + nth)))) return { 0: text.slice(at, at + sets.length) }
  }
  return false
}
