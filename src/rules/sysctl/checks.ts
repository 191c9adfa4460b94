import type { Role } from '../../target/index.ts'
import type { Severity } from '../rule.ts'
import { checks as encoded } from './checks.gen.ts'

/** What hardening sources demand of a key, from the fact table. */
export interface Check {
  readonly key: string
  /** The rule that reports it. */
  readonly rule: string
  readonly comparator: string
  readonly severity: Severity
  readonly acceptable?: readonly string[]
  readonly strict?: readonly string[]
  /** Not best, but no finding. */
  readonly tolerated?: readonly string[]
  readonly recommended?: readonly string[]
  readonly notForRoles?: readonly Role[]
  /** Asked only when the option of that name is on. */
  readonly optIn?: string
  readonly zeroMeans?: string
  readonly refs: readonly string[]
}

let decoded: readonly Check[] | undefined

export function checks(): readonly Check[] {
  decoded ??= JSON.parse(encoded) as readonly Check[]
  return decoded
}

export const checksOf = (rule: string): readonly Check[] => checks().filter(check => check.rule === rule)
