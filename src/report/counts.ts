import type { Finding, Report } from '../engine/types.ts'
import { type Remedy, remedyOf, type Severity, severities } from '../rules/rule.ts'

export const atOrAbove = (severity: Severity, bound: Severity | undefined): boolean =>
  bound !== undefined && severities.indexOf(severity) <= severities.indexOf(bound)

/** Findings nobody accepted. */
export const openFindings = (report: Report): Finding[] => report.findings.filter(finding => !finding.waived)

/** What an open finding offers: its best fix. */
export const offered = (finding: Finding): Remedy => finding.remedy ?? remedyOf(finding.fixes)

export interface Counts {
  readonly open: number
  readonly bySeverity: readonly (readonly [Severity, number])[]
  readonly safe: number
  readonly unsafe: number
  readonly steps: number
  /** Accepted in the file itself. */
  readonly suppressed: number
  /** Accepted in the waiver file. */
  readonly waived: number
}

export function count(report: Report): Counts {
  const open = openFindings(report)
  const remedies = open.map(offered)
  const number = (remedy: Remedy): number => remedies.filter(each => each === remedy).length
  const accepted = (kind: 'inline' | 'file'): number =>
    report.findings.filter(each => each.waived?.kind === kind).length
  return {
    open: open.length,
    bySeverity: severities
      .map(severity => [severity, open.filter(finding => finding.severity === severity).length] as const)
      .filter(([, found]) => found > 0),
    safe: number('safe'),
    unsafe: number('unsafe'),
    steps: number('steps'),
    suppressed: accepted('inline'),
    waived: accepted('file'),
  }
}
