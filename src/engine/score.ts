import type { Localized } from '../message/index.ts'
import type { Severity } from '../rules/rule.ts'
import type { Finding, Plan, Report } from './types.ts'

/** 0–100, with the reason for each cap. */
export interface Score {
  /** Waived findings count as failed. */
  readonly value: number
  /** The same with waived findings taken for passed. */
  readonly waivedAsPassed: number
  /** Why it is not higher although enough controls pass; the lowest limit first. */
  readonly caps: readonly { readonly limit: number; readonly because: Localized }[]
}

const weights: Readonly<Record<Severity, number>> = { critical: 10, high: 6, medium: 3, low: 1, info: 0 }

const limits: readonly (readonly [severity: Severity, limit: number, zh: string])[] = [
  ['critical', 49, '严重'],
  ['high', 79, '高危'],
]

/** The weight of the applicable controls that pass, in percent; open critical and high findings cap it. */
export function score(report: Pick<Report, 'controls' | 'findings'>): Score {
  const open = report.findings.filter(finding => !finding.waived)
  const caps = limits.flatMap(([severity, limit, zh]) => {
    const count = open.filter(finding => finding.severity === severity).length
    return count === 0 ? [] : [{ limit, because: because(severity, count, zh) }]
  })
  const limit = caps[0]?.limit ?? 100
  const percent = (failed: readonly Finding[]): number => Math.min(limit, passedShare(report.controls, failed))
  return { value: percent(report.findings), waivedAsPassed: percent(open), caps }
}

/** What the score will be when everything in the plan is done. */
export function scoreAfter(report: Pick<Report, 'controls' | 'findings'>, plan: Plan): Score {
  const open = new Set(plan.open)
  const findings = report.findings.filter(finding => finding.waived || open.has(finding.fingerprint))
  return score({ controls: report.controls, findings })
}

function passedShare(controls: Report['controls'], failed: readonly Finding[]): number {
  const broken = new Set(failed.map(finding => finding.rule))
  let all = 0
  let passed = 0
  for (const { rule, severity } of controls) {
    all += weights[severity]
    if (!broken.has(rule)) passed += weights[severity]
  }
  return all === 0 ? 100 : Math.floor((passed / all) * 100)
}

const because = (severity: Severity, count: number, zh: string): Localized => ({
  en: `${count} ${severity} ${count === 1 ? 'finding is' : 'findings are'} open`,
  zh: `有 ${count} 个${zh}问题未解决`,
})
