import { type Piece, waysOf } from './pieces.ts'
import type { Pattern, Regex } from './syntax.ts'

/** So many characters of something secret are no more than a hint. */
const HINT = 8
/** What is short enough to leave something for what stands behind it. */
const SHORT = 2 * HINT
/** So many characters have to be gone from something long, behind or between what is kept. */
const GONE = 4

/**
 * Do these groups of a pattern bring only a harmless part of the text: are they short, or is enough behind or between
 * them left out? What stands in front of them only (`^\w+ (.+)$`) is the name of a thing, seldom the secret.
 */
export function keepsPart({ pattern }: Regex, groups: ReadonlySet<number>): boolean {
  const ways = waysOf(pattern, groups)
  const whole = isAnchored(pattern)
  return ways?.every(way => isMask(way, whole)) ?? false
}

function isMask(way: readonly Piece[], whole: boolean): boolean {
  const kept = way.reduce((sum, piece) => sum + (piece.kept ? piece.max : 0), 0)
  if (kept <= HINT) return !whole || way.some(piece => !piece.kept && piece.max > 0)
  return gone(way) >= GONE
}

/**
 * Characters left out behind the first that are kept. A group without limit takes all that it can: what may follow it
 * without anything certain in between gets only what it insists on.
 */
function gone(way: readonly Piece[]): number {
  let count = 0
  let hungry = false
  let started = false
  for (const piece of way) {
    if (piece.kept) {
      started ||= piece.max > 0
      hungry = piece.greedy && piece.max > SHORT
      continue
    }
    if (piece.fixed) hungry = false
    if (started) count += hungry ? piece.min : piece.max
  }
  return count
}

/** Nothing stands in front of what matches, nor behind it. */
function isAnchored(pattern: Pattern): boolean {
  if (pattern.kind !== 'sequence') return false
  const [first, last] = [pattern.items[0], pattern.items.at(-1)]
  return (
    first?.kind === 'assert' &&
    first.at === 'start' &&
    last?.kind === 'assert' &&
    (last.at === 'end' || last.at === 'end-line')
  )
}
