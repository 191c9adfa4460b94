import type { OwnRule } from '../../rules/own-rules.ts'
import type { Fix, Place } from '../../rules/rule.ts'
import { changed } from '../seen.ts'
import type { Finding, Waiver } from '../types.ts'
import type { Complaint } from './complaint.ts'

/** One rule that an ignore or a waiver accepts. */
export interface Acceptance {
  readonly rule: string
  readonly at: Place | undefined
  readonly waiver: Waiver
  /** Why it does not hold. */
  readonly broken: OwnRule | undefined
  /** What it is when no finding is meant. */
  readonly unused: OwnRule
  /** It is about a file that this run does not read. */
  readonly elsewhere?: boolean
  readonly meant: (finding: Finding) => boolean
  /** Is it what was meant, if nothing else is? */
  readonly meantOnce?: (finding: Finding) => boolean
  readonly fix?: Fix
}

export interface Accepted {
  readonly findings: Finding[]
  /** Those that accepted something. */
  readonly waivers: Waiver[]
  readonly complaints: Complaint[]
}

/** Marks the findings that are accepted; the first acceptance counts. `active`: rules that this run checks. */
export function accept(
  findings: readonly Finding[],
  acceptances: readonly Acceptance[],
  active: ReadonlySet<string>,
): Accepted {
  const waived = new Map<Finding, Waiver>()
  const complaints: Complaint[] = []
  const byRule = grouped(acceptances.length > 0 ? findings : [])
  for (const each of acceptances) {
    const matching = each.broken ? [] : meantOf(each, byRule.get(each.rule) ?? [])
    for (const finding of matching) if (!waived.has(finding)) waived.set(finding, each.waiver)
    const by = each.broken ?? idle(each, matching, active)
    if (by) complaints.push(complaint(each, by))
  }
  return {
    findings: findings.map(finding => marked(finding, waived)),
    waivers: [...new Set(waived.values())],
    complaints,
  }
}

function meantOf({ meant, meantOnce }: Acceptance, findings: readonly Finding[]): readonly Finding[] {
  const matching = findings.filter(meant)
  if (matching.length > 0 || !meantOnce) return matching
  const alike = findings.filter(meantOnce)
  return alike.length === 1 ? alike : []
}

/** Of a rule that this run does not check, or a file that it does not read, nobody knows whether it would be found. */
const idle = (
  { rule, unused, elsewhere }: Acceptance,
  matching: readonly Finding[],
  active: ReadonlySet<string>,
): OwnRule | undefined => (matching.length === 0 && active.has(rule) && !elsewhere ? unused : undefined)

function grouped(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const same = groups.get(finding.rule)
    if (same) same.push(finding)
    else groups.set(finding.rule, [finding])
  }
  return groups
}

function marked(finding: Finding, waivers: ReadonlyMap<Finding, Waiver>): Finding {
  const waived = waivers.get(finding)
  return waived ? changed(finding, { waived }) : finding
}

const complaint = ({ rule, at, waiver, unused, fix }: Acceptance, by: OwnRule): Complaint => ({
  by,
  rule,
  at,
  ...(waiver.until && { until: waiver.until }),
  ...(fix && by === unused && { fix }),
})
