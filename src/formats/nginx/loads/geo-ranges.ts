import { leading } from '../../../text/index.ts'
import { formatIpv4 } from './values/address.ts'

/** First and last address. */
export interface Range {
  readonly first: number
  readonly last: number
}

/** The daemon keeps ranges by their upper 16 bits. */
const size = 65536

/** Ranges over many of these cost the daemon as much: behind that many nothing is judged any more. */
const most = 4_000_000

/** The ranges of a geo{}: one may lie in another, but not reach out of it. */
export class GeoRanges {
  /** By the upper 16 bits: sorted, without overlaps. */
  private readonly blocks = new Map<number, Range[]>()
  private steps = 0

  /** The range that is there already and overlaps, in the daemon's spelling. */
  add({ first, last }: Range): string | undefined {
    for (const part of this.parts(first, last)) {
      const clash = this.addPart(part)
      if (clash) return `${formatIpv4(clash.first)}-${formatIpv4(clash.last)}`
    }
    return undefined
  }

  delete({ first, last }: Range): void {
    for (const part of this.parts(first, last)) {
      const ranges = this.blocks.get(Math.floor(part.first / size)) ?? []
      const at = leading(ranges, each => each.first <= part.last) - 1
      if (at >= 0 && same(ranges[at] as Range, part)) ranges.splice(at, 1)
    }
  }

  private *parts(first: number, last: number): Generator<Range> {
    for (let start = first; start <= last && this.steps++ < most; start = (Math.floor(start / size) + 1) * size)
      yield { first: start, last: Math.min(last, (Math.floor(start / size) + 1) * size - 1) }
  }

  private addPart(part: Range): Range | undefined {
    const key = Math.floor(part.first / size)
    const ranges = this.blocks.get(key) ?? []
    if (ranges.length === 0) this.blocks.set(key, ranges)
    const at = leading(ranges, each => each.first <= part.last) - 1
    const known = ranges[at]
    if (!known || part.first > known.last) ranges.splice(at + 1, 0, part)
    else if (part.first < known.first || part.last > known.last) return known
    else if (!same(known, part)) ranges.splice(at, 1, ...around(known, part))
    return undefined
  }
}

const same = (a: Range, b: Range): boolean => a.first === b.first && a.last === b.last

/** A range that is cut where another lies in it. */
const around = (outer: Range, inner: Range): Range[] =>
  [{ first: outer.first, last: inner.first - 1 }, inner, { first: inner.last + 1, last: outer.last }].filter(
    ({ first, last }) => first <= last,
  )
