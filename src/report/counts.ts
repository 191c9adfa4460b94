import type { Finding, Report, Waiver } from '../engine/types.ts'
import { type Remedy, remedyOf, type Severity, severities } from '../rules/rule.ts'

export const atOrAbove = (severity: Severity, bound: Severity | undefined): boolean =>
  bound !== undefined && severities.indexOf(severity) <= severities.indexOf(bound)

/** Findings nobody accepted. */
export const openFindings = (report: Report): Finding[] => report.findings.filter(finding => !finding.waived)

/** What an open finding offers: its best fix. */
export const offered = (finding: Finding): Remedy => finding.remedy ?? remedyOf(finding.fixes)

export type BySeverity = readonly (readonly [Severity, number])[]

export interface Counts {
  readonly open: number
  readonly bySeverity: BySeverity
  readonly safe: number
  readonly unsafe: number
  readonly steps: number
  /** Accepted in the file itself. */
  readonly suppressed: number
  /** Accepted in the waiver file. */
  readonly waived: number
}

/** How many of the findings have each severity, the highest first. */
export function severitiesOf(findings: readonly Finding[]): BySeverity {
  const numbers: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  for (const { severity } of findings) numbers[severity]++
  return severities.map(severity => [severity, numbers[severity]] as const).filter(([, number]) => number > 0)
}

export function count(report: Report): Counts {
  const open = openFindings(report)
  const remedies: Record<Remedy, number> = { safe: 0, unsafe: 0, steps: 0, none: 0 }
  for (const finding of open) remedies[offered(finding)]++
  const accepted: Record<Waiver['kind'], number> = { inline: 0, file: 0 }
  for (const { waived } of report.findings) if (waived) accepted[waived.kind]++
  const { safe, unsafe, steps } = remedies
  const bySeverity = severitiesOf(open)
  return { open: open.length, bySeverity, safe, unsafe, steps, suppressed: accepted.inline, waived: accepted.file }
}
