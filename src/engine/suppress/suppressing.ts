import type { Tree } from '../../tree/index.ts'
import type { WaiverEntry } from '../types.ts'

/** What findings are accepted by, and what the acceptances are held against. */
export interface Suppressing {
  readonly trees: readonly Tree[]
  readonly waivers: readonly WaiverEntry[]
  /** ISO date; undefined: nothing expires. */
  readonly today: string | undefined
  /** Every rule id there is, and those that this run checks. */
  readonly known: ReadonlySet<string>
  readonly active: ReadonlySet<string>
  /** Is there such a file, and does this run not read it? */
  unread(path: string): boolean
}
