import { builtin, builtinNames, holds } from '../baseline/index.ts'
import type { Baseline } from '../baseline/types.ts'
import type { Report } from '../engine/index.ts'
import { openFindings } from '../report/counts.ts'

/**
 * The built-in baselines that the files pass, as far as this run can tell: those whose controls were all held against
 * the files, with the same options. Only with evidence: nothing is passed by files that could not be read.
 */
export function passedBaselines(report: Report, used: Baseline): string[] {
  if (report.verdicts.length === 0 || report.problems.some(problem => !problem.warning)) return []
  const failed = new Set(openFindings(report).map(finding => finding.rule))
  return builtinNames.filter(name => {
    if ([...failed].some(rule => holds(name, rule))) return false
    const baseline = builtin(name)
    return isCovered(baseline, used) && !settingFails(baseline, failed)
  })
}

const settingFails = ({ settings }: Baseline, failed: ReadonlySet<string>): boolean =>
  settings.some(({ id, format, setting }) => failed.has(id ?? `setting/${format}/${setting}`))

function isCovered(baseline: Baseline, used: Baseline): boolean {
  const controls = Object.entries(baseline.controls).filter(([, { severity }]) => severity !== 'off')
  const settings = used.settings.map(each => JSON.stringify(each))
  return (
    controls.every(([id, { options }]) => {
      const own = used.controls[id]
      return own && own.severity !== 'off' && JSON.stringify(own.options) === JSON.stringify(options)
    }) && baseline.settings.every(each => settings.includes(JSON.stringify(each)))
  )
}
