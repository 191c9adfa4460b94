import { type CharSet, intersect } from './set.ts'
import type { Pattern } from './syntax.ts'

/** A stretch of the text that a pattern matches. */
export interface Piece {
  /** It lies in one of the groups that are looked at. */
  readonly kept: boolean
  /** How many of its characters tell something: at least, at most. */
  readonly min: number
  readonly max: number
  /** It takes as much as it can get. */
  readonly greedy: boolean
  /** Some given character always stands in it, so that what is in front of it ends there. */
  readonly fixed: boolean
}

/** More ways to read a pattern than anybody thinks of. */
const MOST = 64

/** Letters, digits and what lies beyond ASCII. */
const word: CharSet = [
  [48, 57],
  [65, 90],
  [97, 122],
  [128, 0xffff],
]

/** The ways to match a pattern, each from left to right; what lies in no group is not told apart. */
export function waysOf(pattern: Pattern, groups: ReadonlySet<number>): readonly Piece[][] | undefined {
  if (!holds(pattern, groups)) return [[measured(pattern, false)]]
  switch (pattern.kind) {
    case 'group':
      return groups.has(pattern.index) ? [[measured(pattern.item, true)]] : waysOf(pattern.item, groups)
    case 'choice':
      return limited(pattern.items.map(item => waysOf(item, groups)))
    case 'sequence':
      return pattern.items.reduce<readonly Piece[][] | undefined>(
        (ways, item) => ways && behind(ways, waysOf(item, groups)),
        [[]],
      )
    case 'repeat':
      return waysOf(pattern.item, groups)?.map(way => way.map(piece => times(piece, pattern)))
    default:
      return [[]]
  }
}

function limited(lists: readonly (readonly Piece[][] | undefined)[]): readonly Piece[][] | undefined {
  const ways: Piece[][] = []
  for (const list of lists) {
    if (!list || ways.length + list.length > MOST) return undefined
    ways.push(...list)
  }
  return ways
}

function behind(ways: readonly Piece[][], more: readonly Piece[][] | undefined): readonly Piece[][] | undefined {
  if (!more || ways.length * more.length > MOST) return undefined
  return ways.flatMap(way => more.map(next => [...way, ...next]))
}

function holds(pattern: Pattern, groups: ReadonlySet<number>): boolean {
  switch (pattern.kind) {
    case 'group':
      return groups.has(pattern.index) || holds(pattern.item, groups)
    case 'repeat':
      return holds(pattern.item, groups)
    case 'sequence':
    case 'choice':
      return pattern.items.some(item => holds(item, groups))
    default:
      return false
  }
}

type Repeat = Pattern & { kind: 'repeat' }

const product = (count: number, each: number): number => (each === 0 ? 0 : count * each)

const times = (piece: Piece, { min, max, greedy }: Repeat): Piece => ({
  ...piece,
  min: product(min, piece.min),
  max: product(max, piece.max),
  greedy: max > 1 ? greedy : piece.greedy,
  fixed: piece.fixed && min > 0,
})

function measured(pattern: Pattern, kept: boolean): Piece {
  const nothing = { kept, min: 0, max: 0, greedy: false, fixed: false }
  switch (pattern.kind) {
    case 'assert':
      return nothing
    case 'set': {
      const count = tells(pattern.set) ? 1 : 0
      return { ...nothing, min: count, max: count, fixed: count === 0 }
    }
    case 'group':
      return measured(pattern.item, kept)
    case 'repeat':
      return times(measured(pattern.item, kept), pattern)
    case 'sequence':
      return pattern.items.map(item => measured(item, kept)).reduce(joined, nothing)
    case 'choice':
      return pattern.items.map(item => measured(item, kept)).reduce(either)
  }
}

const joined = (a: Piece, b: Piece): Piece => ({
  kept: a.kept,
  min: a.min + b.min,
  max: a.max + b.max,
  greedy: a.greedy || b.greedy,
  fixed: a.fixed || b.fixed,
})

const either = (a: Piece, b: Piece): Piece => ({
  kept: a.kept,
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  greedy: a.greedy || b.greedy,
  fixed: a.fixed && b.fixed,
})

/** Letters or digits, more of them than one in both cases: what always stands there is no secret, nor are blanks. */
function tells(set: CharSet): boolean {
  const size = intersect(set, word).reduce((sum, [from, to]) => sum + to - from + 1, 0)
  return size > 2
}
