import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { RuleContext } from '../rules/rule.ts'
import { fingerprint } from './fingerprint.ts'
import { isLeftOpen } from './placeholders.ts'
import { type ActiveRule, changed, SeenFinding } from './seen.ts'
import type { Finding } from './types.ts'

/** Runs one rule over one model. A rule that throws is a defect of the rule and is not caught. */
export function observe(active: ActiveRule, model: Model | HostModel, context: RuleContext): Finding[] {
  const findings: Finding[] = []
  for (const observation of active.rule.check(model, active.options, context))
    if (!isLeftOpen(observation.at, model)) findings.push(new SeenFinding(active, observation, context.store))
  return findings
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
        .map((each, nth) => changed(each, { fingerprint: fingerprint(each.rule, each.path, each.subject, nth) }))
