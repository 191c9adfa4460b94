import type { Tree } from '../../tree/index.ts'
import type { Finding, WaiverEntry } from '../types.ts'
import { type Accepted, accept } from './accept.ts'
import { inlineAcceptances } from './ignore.ts'
import { fileAcceptances } from './waive.ts'

export interface Suppressing {
  readonly trees: readonly Tree[]
  readonly waivers: readonly WaiverEntry[]
  /** ISO date; undefined: nothing expires. */
  readonly today: string | undefined
  /** Every rule id there is, and those that this run checks. */
  readonly known: ReadonlySet<string>
  readonly active: ReadonlySet<string>
}

/** Marks what is accepted, in place or by a waiver, and says which of the acceptances are void. */
export const suppress = (findings: readonly Finding[], how: Suppressing): Accepted =>
  accept(findings, [...inlineAcceptances(how), ...fileAcceptances(how)], how.active)
