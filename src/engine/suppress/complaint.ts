import { localize } from '../../message/index.ts'
import type { OwnRule } from '../../rules/own-rules.ts'
import type { Fix, Place } from '../../rules/rule.ts'
import { nearest } from '../../text/index.ts'
import { fingerprint } from '../fingerprint.ts'
import { locate, wholeFile } from '../location.ts'
import type { Finding } from '../types.ts'

/** An ignore or waiver that does not do what its author thinks. */
export interface Complaint {
  readonly by: OwnRule
  readonly at: Place | undefined
  /** The rule it is about. */
  readonly rule: string
  readonly until?: string
  readonly fix?: Fix
}

const waiverFile = 'confward.waivers.yaml'

/** A complaint as a finding. Unknown rules get the nearest of `known` as a hint. */
export function complaintFinding({ by, at, rule, until, fix }: Complaint, known: Iterable<string>): Finding {
  const close = by.message.en.includes('{hint}') ? nearest(rule, known) : undefined
  const hint = close === undefined ? '' : `, did you mean ${close}?`
  const params = { rule, ...(until && { until }), hint }
  const location = at ? locate(at) : wholeFile(waiverFile)
  return {
    ...location,
    rule: by.id,
    severity: by.severity,
    confidence: 'high',
    fingerprint: fingerprint(by.id, location.path, rule),
    subject: rule,
    messageId: by.id,
    params,
    message: {
      ...localize(by.message, params),
      zh: localize(by.message, { ...params, hint: close ? `,是否指 ${close}?` : '' }).zh,
    },
    related: [],
    fixes: fix ? [fix] : [],
  }
}
