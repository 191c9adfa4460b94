import type { Finding, Report } from '../engine/types.ts'
import type { Lang } from '../message/index.ts'
import { earlier } from './earlier.ts'
import { place } from './frame.ts'

/** What became of the findings of a revision. Both reports are redacted ones, so that the findings may be shown. */
export interface Comparison {
  /** Findings that the revision did not have, or had accepted and that are open now. */
  readonly fresh: readonly Finding[]
  /** How many of the others there are. */
  readonly stayed: number
  /** Findings of the revision that are no more. */
  readonly gone: readonly Finding[]
  /** Findings that were open at the revision, or not there, and are accepted now: a change must not silence itself unseen. */
  readonly accepted: readonly Finding[]
}

export function compared(before: Report, now: Report): Comparison {
  const was = earlier(before, now)
  const fresh = now.findings.filter(finding => {
    const old = was.get(finding)
    return !old || (old.waived && !finding.waived)
  })
  const kept = new Set(was.values())
  return {
    fresh,
    stayed: now.findings.length - fresh.length,
    gone: before.findings.filter(finding => !kept.has(finding)),
    accepted: now.findings.filter(finding => finding.waived && !was.get(finding)?.waived),
  }
}

/** `nginx/hsts etc/nginx.conf:3:5: …`, with the reason where it is accepted. Not yet made safe for a medium. */
export function lineOf(finding: Finding, lang: Lang): string {
  const { waived } = finding
  const until = waived?.until ? `, ${waived.until}` : ''
  const because = waived ? ` (${waived.reason}${until})` : ''
  return `${finding.rule} ${place(finding)}: ${finding.message[lang]}${because}`
}
