import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Observation, RuleContext } from '../rules/rule.ts'
import { fingerprint } from './fingerprint.ts'
import { mayBeFilled } from './gaps.ts'
import { isLeftOpen } from './placeholders.ts'
import { type ActiveRule, changed, SeenFinding } from './seen.ts'
import type { Finding } from './types.ts'

/** Runs one rule over one model. A rule that throws is a defect of the rule and is not caught. */
export function observe(active: ActiveRule, model: Model | HostModel, context: RuleContext): Finding[] {
  const findings: Finding[] = []
  for (const observation of active.rule.check(model, active.options, context)) {
    if (isLeftOpen(observation, model)) continue
    const seen: Observation = mayBeFilled(observation.at, model) ? { ...observation, confidence: 'low' } : observation
    findings.push(new SeenFinding(active, seen, context.store))
  }
  return findings
}

/**
 * One finding per cause: roots that share a file see the same cause twice. Different causes with the same subject
 * get their own fingerprints by their order in the file.
 */
export function distinct(findings: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>()
  const several = new Map<string, Map<string, Finding>>()
  for (const each of findings) {
    const other = first.get(each.fingerprint)
    if (!other) first.set(each.fingerprint, each)
    else {
      const group = several.get(each.fingerprint) ?? new Map([[placeOf(other), other]])
      several.set(each.fingerprint, group)
      if (!group.has(placeOf(each))) group.set(placeOf(each), each)
    }
  }
  return [...first].flatMap(([own, each]) => numbered([...(several.get(own)?.values() ?? [each])]))
}

const placeOf = ({ span, messageId }: Finding): string => `${span.start}-${span.end}-${messageId}`

const numbered = (group: readonly Finding[]): readonly Finding[] =>
  group.length === 1
    ? group
    : group
        .toSorted((a, b) => a.span.start - b.span.start || (a.messageId < b.messageId ? -1 : 1))
        .map((each, nth) => changed(each, { fingerprint: fingerprint(each.rule, each.path, each.subject, nth) }))
