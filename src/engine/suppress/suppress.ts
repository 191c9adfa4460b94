import type { Finding } from '../types.ts'
import { type Accepted, accept } from './accept.ts'
import { inlineAcceptances } from './ignore.ts'
import type { Suppressing } from './suppressing.ts'
import { fileAcceptances } from './waive.ts'

/** Marks what is accepted, in place or by a waiver, and says which of the acceptances are void. */
export const suppress = (findings: readonly Finding[], how: Suppressing): Accepted =>
  accept(findings, [...inlineAcceptances(how), ...fileAcceptances(how)], how.active)
