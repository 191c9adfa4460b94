import type { Model } from '../formats/format.ts'
import { localize } from '../message/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { AnyRule, Observation, RuleContext, Severity } from '../rules/rule.ts'
import { fingerprint } from './fingerprint.ts'
import { locate } from './location.ts'
import { isLeftOpen } from './placeholders.ts'
import type { Finding } from './types.ts'

/** A rule as the baseline wants it. */
export interface ActiveRule {
  readonly rule: AnyRule
  /** Wins over what rule and observation say. */
  readonly severity?: Severity
  readonly options: object
}

/** Runs one rule over one model. A rule that throws is a defect of the rule and is not caught. */
export function observe(active: ActiveRule, model: Model | HostModel, context: RuleContext): Finding[] {
  const findings: Finding[] = []
  for (const observation of active.rule.check(model, active.options, context))
    if (!isLeftOpen(observation.at, model)) findings.push(finding(active, observation))
  return findings
}

function finding({ rule, severity }: ActiveRule, seen: Observation): Finding {
  const params = seen.message.params ?? {}
  const text = rule.messages[seen.message.id]
  if (!text) throw new Error(`${rule.id} has no message ${seen.message.id}`)
  return {
    ...locate(seen.at),
    rule: rule.id,
    severity: severity ?? seen.severity ?? rule.severity,
    confidence: seen.confidence ?? rule.confidence,
    fingerprint: fingerprint(rule.id, seen.at.file.path, seen.subject),
    subject: seen.subject,
    messageId: seen.message.id,
    params,
    message: localize(text, params),
    related: (seen.related ?? []).map(({ at, message }) => ({ ...locate(at), message })),
    ...(seen.witness && { witness: seen.witness }),
    fixes: seen.fixes ?? [],
  }
}

/**
 * One finding per cause: roots that share a file see the same cause twice. Different causes with the same subject
 * get their own fingerprints by their order in the file.
 */
export function distinct(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Map<string, Finding>>()
  for (const each of findings) {
    const group = groups.get(each.fingerprint) ?? new Map<string, Finding>()
    const place = `${each.span.start}-${each.span.end}-${each.messageId}`
    if (!group.has(place)) group.set(place, each)
    groups.set(each.fingerprint, group)
  }
  return [...groups.values()].flatMap(group => numbered([...group.values()]))
}

const numbered = (group: readonly Finding[]): Finding[] =>
  group.length === 1
    ? [...group]
    : group
        .toSorted((a, b) => a.span.start - b.span.start || (a.messageId < b.messageId ? -1 : 1))
        .map((each, nth) => ({ ...each, fingerprint: fingerprint(each.rule, each.path, each.subject, nth) }))
