import { type CharSet, intersect, of } from './set.ts'
import type { Pattern, Regex } from './syntax.ts'

/** So many characters of something secret are no more than a hint. */
const HINT = 8

const word: CharSet = [...of('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'), [128, 0xffff]]

/** Do these groups of a pattern bring only a part of the text: may it have more than they hold, or are they short? */
export function keepsPart({ pattern }: Regex, groups: ReadonlySet<number>): boolean {
  const dropped = longest(pattern, { groups, what: 'dropped' })
  return dropped > 0 || (longest(pattern, { groups, what: 'kept' }) <= HINT && !isAnchored(pattern))
}

interface Counted {
  readonly groups: ReadonlySet<number>
  readonly what: 'kept' | 'dropped' | 'all'
}

/** The most characters that tell something in what the groups hold, or in what they do not. */
function longest(pattern: Pattern, counted: Counted): number {
  const { groups, what } = counted
  switch (pattern.kind) {
    case 'assert':
      return 0
    case 'set':
      return what !== 'kept' && tells(pattern.set) ? 1 : 0
    case 'group':
      if (what === 'all' || !groups.has(pattern.index)) return longest(pattern.item, counted)
      return what === 'dropped' ? 0 : longest(pattern.item, { groups, what: 'all' })
    case 'sequence':
      return pattern.items.reduce((sum, item) => sum + longest(item, counted), 0)
    case 'choice':
      return pattern.items.reduce((most, item) => Math.max(most, longest(item, counted)), 0)
    case 'repeat': {
      const once = longest(pattern.item, counted)
      return once === 0 ? 0 : once * pattern.max
    }
  }
}

/** Letters or digits, more of them than one in both cases: what always stands there is no secret, nor are blanks. */
function tells(set: CharSet): boolean {
  const size = intersect(set, word).reduce((sum, [from, to]) => sum + to - from + 1, 0)
  return size > 2
}

/** Nothing stands in front of what matches, nor behind it. */
function isAnchored(pattern: Pattern): boolean {
  if (pattern.kind !== 'sequence') return false
  const [first, last] = [pattern.items[0], pattern.items.at(-1)]
  return first?.kind === 'assert' && first.at === 'start' && last?.kind === 'assert' && /^end/.test(last.at)
}
