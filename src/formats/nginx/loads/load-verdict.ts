import type { Verdict } from '../../format.ts'
import type { LoadProblem } from './problem.ts'

/** A verdict whose problems say enough to explain and repair them. */
export interface LoadVerdict extends Verdict {
  readonly because: readonly LoadProblem[]
  /** What the daemon would only warn about. */
  readonly warnings: readonly LoadProblem[]
}
