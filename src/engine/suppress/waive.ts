import { normalize } from '../../files/index.ts'
import { type OwnRule, ownRules } from '../../rules/own-rules.ts'
import { isDay } from '../../text/index.ts'
import { locate } from '../location.ts'
import { siteOf } from '../subject.ts'
import type { Finding, Waiver, WaiverEntry } from '../types.ts'
import type { Acceptance } from './accept.ts'
import type { Suppressing } from './suppressing.ts'

/** In days. Longer than this a waiver is forgotten rather than accepted. */
export const longestWaiver = 180

/** What the entries of the waiver file accept. */
export const fileAcceptances = (how: Suppressing): Acceptance[] =>
  how.waivers.map(entry => ({
    rule: entry.rule,
    at: entry.at,
    waiver: waiverOf(entry),
    broken: reasonAgainst(entry, how),
    unused: ownRules.unusedWaiver,
    elsewhere: entry.path !== undefined && how.unread(normalize(entry.path)),
    meant: (finding: Finding) => meant(finding, entry),
    meantOnce: (finding: Finding) => meant({ path: finding.path, subject: siteOf(finding.subject) }, entry),
  }))

const waiverOf = ({ reason, owner, until, at }: WaiverEntry): Waiver => ({
  kind: 'file',
  reason,
  ...(owner && { owner }),
  until,
  ...(at && { at: locate(at) }),
})

const meant = (finding: Pick<Finding, 'path' | 'subject'>, { path, subject }: WaiverEntry): boolean =>
  (path === undefined || normalize(path) === normalize(finding.path)) &&
  (subject === undefined || subject === finding.subject)

function reasonAgainst({ rule, reason, until }: WaiverEntry, { known, today }: Suppressing): OwnRule | undefined {
  if (!known.has(rule)) return ownRules.unknownWaiver
  if (reason.trim() === '' || !isDay(until)) return ownRules.invalidWaiver
  if (today === undefined) return undefined
  if (until < today) return ownRules.expiredWaiver
  return daysBetween(today, until) > longestWaiver ? ownRules.invalidWaiver : undefined
}

/** Is this a day until which something may be accepted, both `YYYY-MM-DD`? */
export function waivableUntil(day: string, today: string): boolean {
  const days = daysBetween(today, day)
  return isDay(day) && days >= 0 && days <= longestWaiver
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
