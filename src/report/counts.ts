import type { Finding, Report } from '../engine/types.ts'
import { type Severity, severities } from '../rules/rule.ts'

export const atOrAbove = (severity: Severity, bound: Severity | undefined): boolean =>
  bound !== undefined && severities.indexOf(severity) <= severities.indexOf(bound)

/** Findings nobody accepted. */
export const openFindings = (report: Report): Finding[] => report.findings.filter(finding => !finding.waived)

/** What an open finding offers: its best fix. */
export type Remedy = 'safe' | 'unsafe' | 'steps' | 'none'

export function remedyOf(finding: Finding): Remedy {
  const edits = finding.fixes.filter(fix => fix.edits.length > 0)
  if (edits.some(fix => fix.safety === 'safe')) return 'safe'
  if (edits.length > 0) return 'unsafe'
  return finding.fixes.some(fix => (fix.steps?.length ?? 0) > 0) ? 'steps' : 'none'
}

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
  const remedies = open.map(remedyOf)
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
