import type { NginxModel } from '../../formats/nginx/model.ts'
import { advisory, type Exposure, exposure } from '../../formats/nginx/tables/advisories.ts'
import { formatVersion } from '../../target/index.ts'
import type { Observation } from '../rule.ts'

/** How much a shape matters that an advisory is about, on this target. */
export interface Risk {
  readonly exposure: Exposure
  readonly cve: string
  /** `1.30.1, 1.31.0` */
  readonly fixed: string
  readonly weight: Pick<Observation, 'severity' | 'confidence'>
}

const weights: Readonly<Record<Exposure, Risk['weight']>> = {
  affected: { severity: 'high', confidence: 'high' },
  assumed: { severity: 'high', confidence: 'medium' },
  package: { severity: 'info', confidence: 'low' },
  fixed: { severity: 'info', confidence: 'high' },
}

export function riskOf(model: NginxModel, cve: string): Risk {
  const one = advisory(cve)
  const state = exposure(one, model.target)
  const fixed = one.fixed.map(formatVersion).toReversed().join(', ')
  return { exposure: state, cve, fixed, weight: weights[state] }
}
