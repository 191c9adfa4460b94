import type { Finding, Report } from '../engine/types.ts'
import type { Lang } from '../message/index.ts'
import { place } from './frame.ts'
import { redactText } from './redact.ts'

/** What became of the findings of a revision. */
export interface Comparison {
  /** Findings that stand in both. */
  readonly stayed: number
  /** Findings of the revision that are no more. */
  readonly gone: readonly Finding[]
  /** Findings that were open at the revision, or not there, and are accepted now: a change must not silence itself unseen. */
  readonly accepted: readonly Finding[]
}

export function compared(before: Report, now: Report): Comparison {
  const was = new Map(before.findings.map(finding => [finding.fingerprint, finding]))
  const is = new Set(now.findings.map(({ fingerprint }) => fingerprint))
  return {
    stayed: now.findings.filter(({ fingerprint }) => was.has(fingerprint)).length,
    gone: before.findings.filter(({ fingerprint }) => !is.has(fingerprint)),
    accepted: now.findings.filter(({ fingerprint, waived }) => waived && !was.get(fingerprint)?.waived),
  }
}

/** `nginx/hsts at etc/nginx.conf:3: …`, with the reason where it is accepted. Not yet made safe for a medium. */
export function lineOf(finding: Finding, lang: Lang): string {
  const { waived } = finding
  const until = waived?.until ? `, ${waived.until}` : ''
  const because = waived ? ` (${waived.reason}${until})` : ''
  return redactText(`${finding.rule} ${place(finding)}: ${finding.message[lang]}${because}`)
}
