import { type Baseline, builtin, defaultBaseline } from '../baseline/index.ts'
import { settingRule } from '../baseline/setting/rule.ts'
import { rulesOf } from '../rules/by-format.gen.ts'
import type { AnyRule } from '../rules/rule.ts'
import type { ActiveRule } from './seen.ts'
import type { AnalyzeInput } from './types.ts'

/** @throws BaselineError for an unknown name. */
export function baselineOf(stated: AnalyzeInput['baseline']): Baseline {
  return typeof stated === 'object' ? stated : builtin(stated ?? defaultBaseline)
}

/** The rules that can say something about roots of these formats: theirs, and those of the host. */
export const rulesFor = (formats: Iterable<string>): AnyRule[] => ['host', ...new Set(formats)].sort().flatMap(rulesOf)

/**
 * The rules a baseline names, with its severities and options. Ids that no rule has are nothing here.
 * Its own declared checks come last.
 */
export function activeRules(baseline: Baseline, known: readonly AnyRule[]): ActiveRule[] {
  const declared = baseline.settings.map(settingRule)
  const ids = new Set(declared.map(rule => rule.id))
  return [...known, ...declared].flatMap(rule => {
    const control = baseline.controls[rule.id] ?? (ids.has(rule.id) ? {} : undefined)
    if (!control || control.severity === 'off') return []
    const options = { ...rule.defaults, ...control.options }
    return [{ rule, options, ...(control.severity && { severity: control.severity }) }]
  })
}
