import { Stop } from './errors.ts'

/** A group as the lengths of its branches: `NaN` is not fixed. */
export interface Span {
  /** Offset of a lookbehind, whose branches each need a fixed length; -1 of other groups. */
  readonly behind: number
  /** What stands in a lookahead takes no place. */
  readonly ahead: boolean
  branch: number
  last: number
  first: number | undefined
  /** Nothing behind `(*FAIL)` counts until the next branch. */
  dead: boolean
}

export const makeSpan = (behind: number, ahead: boolean): Span => ({
  behind,
  ahead,
  branch: 0,
  last: 0,
  first: undefined,
  dead: false,
})

const longest = 65535

/** Follows how many bytes each branch of each open group matches, and finds the first lookbehind that is not fixed. */
export class Lengths {
  private readonly spans: Span[]
  error: Stop | undefined
  /** A lookahead has just ended: a quantifier behind it changes nothing. */
  private assertion = false

  constructor() {
    this.spans = [makeSpan(-1, false)]
  }

  private get top(): Span {
    return this.spans.at(-1) as Span
  }

  /** Inside an assertion. */
  get looking(): boolean {
    return this.spans.some(({ behind, ahead }) => ahead || behind >= 0)
  }

  open(span: Span): void {
    this.assertion = false
    this.spans.push(span)
  }

  /** An item of so many bytes; NaN when that depends. */
  item(length: number): void {
    this.assertion = false
    const { top } = this
    if (top.dead) return
    this.add(top, length)
    top.last = length
  }

  private add(top: Span, length: number): void {
    if (Number.isNaN(length)) this.variable('notFixed')
    top.branch += length
    if (top.branch > longest) this.variable('lookbehindTooLong')
  }

  repeat(low: number, high: number): void {
    const { top } = this
    if (this.assertion || top.dead) return
    if (low !== high) this.add(top, Number.NaN)
    else if (low !== 1) this.add(top, (low - 1) * top.last)
    top.last = low === high && low > 1 ? (low - 1) * top.last : 0
  }

  fail(): void {
    this.top.dead = true
  }

  alternative(): void {
    const { top } = this
    this.endBranch(top)
    top.branch = 0
    top.last = 0
    top.dead = false
  }

  private endBranch(top: Span): void {
    if (top.behind >= 0 || top.ahead) return
    if (top.first !== undefined && top.first !== top.branch) this.variable('notFixed')
    top.first = top.first === undefined || top.first === top.branch ? top.branch : Number.NaN
  }

  /** The length of the group that ends, 0 of an assertion. */
  close(counts = true): number {
    const span = this.spans.pop() as Span
    const assertion = span.behind >= 0 || span.ahead
    if (!assertion) this.endBranch(span)
    const length = assertion || !counts ? 0 : (span.first ?? 0)
    if (Number.isNaN(length) && !this.top.dead) {
      this.top.branch = Number.NaN
      this.top.last = Number.NaN
    } else this.item(length)
    this.assertion = span.ahead
    return length
  }

  /** Offset of the lookbehind around this place, -1 outside of any. */
  get behind(): number {
    for (let at = this.spans.length - 1; at > 0; at--) {
      const { behind, ahead } = this.spans[at] as Span
      if (ahead || behind >= 0) return behind
    }
    return -1
  }

  /** Something of no fixed length: the lookbehind around it is refused. */
  private variable(id: 'notFixed' | 'lookbehindTooLong'): void {
    const at = this.error ? -1 : this.behind
    if (at >= 0) this.error = new Stop(id, at)
  }
}
