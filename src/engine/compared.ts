import type { Fix } from '../rules/rule.ts'
import { effectiveChanges, type TracedChange } from './effective.ts'
import type { Analysis, Finding, Report } from './types.ts'

/** A fix with the finding it is for. */
export interface Repair {
  readonly finding: Finding
  readonly fix: Fix
}

/** Where something stands; without an offset it is the file as a whole. */
export interface Spot {
  readonly path: string
  readonly offset?: number
  /** The text that the offset counts in. */
  readonly of: 'before' | 'after'
}

/** Two analyses of the same roots. */
export interface Compared {
  /** What had been applied to the text of the repairs before: `before` is with it. */
  readonly done: readonly Repair[]
  /** What tells files apart, whatever name they are called by. */
  fileOf(path: string): string
  readonly before: Report
  readonly after: Report
  /** Worked out when somebody asks. */
  changes(): readonly TracedChange[]
}

export function compare(before: Analysis, after: Analysis, given: Pick<Compared, 'done' | 'fileOf'>): Compared {
  let changes: readonly TracedChange[] | undefined
  return {
    ...given,
    before: before.whole,
    after: after.whole,
    changes() {
      changes ??= effectiveChanges(before, after)
      return changes
    },
  }
}
