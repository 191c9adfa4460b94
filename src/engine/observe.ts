import type { Container } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import { containerOf } from '../formats/nginx/container.ts'
import { elsewhere } from '../formats/nginx/elsewhere.ts'
import type { NginxModel } from '../formats/nginx/model.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Observation, RuleContext } from '../rules/rule.ts'
import { ofAnyChoice } from './choices.ts'
import { foundElsewhere } from './elsewhere.ts'
import { fingerprint } from './fingerprint.ts'
import { gapsOf, mayBeFilled } from './gaps.ts'
import { isLeftOpen, templatesOf } from './placeholders.ts'
import { type ActiveRule, changed, relatedOf, SeenFinding } from './seen.ts'
import type { Finding } from './types.ts'
import { goesOnIn, type Unseen, unseenOf } from './unseen.ts'
import { besideUnseen, doubted } from './unseen-edits.ts'

/** Runs one rule over one model. A rule that throws is a defect of the rule and is not caught. */
export function observe(active: ActiveRule, model: Model | HostModel, context: RuleContext): Finding[] {
  const findings: Finding[] = []
  const inside = (): Container | undefined => ('forest' in model ? containerOf(model, context.store) : undefined)
  const seenIn = (choice: Model | HostModel): Observation[] => observations(active, choice, context)
  const all = 'forest' in model && model.choices?.length ? ofAnyChoice(model, seenIn) : seenIn(model)
  for (const seen of all) findings.push(new SeenFinding(active, seen, context.store, inside))
  return findings
}

/** What a rule says about a model, less what a template leaves open. */
export function observations(active: ActiveRule, model: Model | HostModel, context: RuleContext): Observation[] {
  const found: Observation[] = []
  const templates = templatesOf(model)
  const unseen = 'forest' in model ? unseenOf(model) : []
  const gaps = [...gapsOf(model), ...unseen]
  const here = active.rule.check(model, active.options, context)
  for (const observation of withElsewhere(here, active, { model, context })) {
    if (templates.size > 0 && isLeftOpen(observation, templates)) continue
    const filled = gaps.length > 0 && (mayBeFilled(observation.at, gaps) || isUnsure(active, observation, unseen))
    const seen: Observation = filled ? { ...observation, confidence: 'low' } : observation
    if (unseen.length === 0) found.push(seen)
    else if (isNginx(model)) found.push(besideUnseen(seen, model, unseen))
    else found.push(doubtful(seen, active))
  }
  return found
}

/** What is lacking for sure may be added safely, what may stand elsewhere not. Of what the daemon refuses there is no doubt. */
function doubtful(seen: Observation, { rule }: ActiveRule): Observation {
  if (seen.at.lacks !== undefined) return doubted(seen)
  const sure = (seen.confidence ?? rule.confidence) === 'high' && !rule.tags.includes('loads')
  return sure ? { ...seen, confidence: 'medium' } : seen
}

const isNginx = (model: Model | HostModel): model is NginxModel => 'forest' in model && model.format === 'nginx'

interface Looked {
  readonly model: Model | HostModel
  readonly context: RuleContext
}

function withElsewhere(
  here: Iterable<Observation>,
  active: ActiveRule,
  { model, context }: Looked,
): Iterable<Observation> {
  const host = active.rule.elsewhere && elsewhere(model as NginxModel)
  if (!host) return here
  const told = [...here]
  return [...told, ...foundElsewhere(active, model as NginxModel, { host, context, told })]
}

/**
 * A server or location that goes on in a file nobody has seen may refuse there whom it seems to let in. That nginx
 * refuses what is written is sure all the same.
 */
function isUnsure({ rule }: ActiveRule, observation: Observation, unseen: readonly Unseen[]): boolean {
  const handlers = unseen.filter(({ handler }) => handler !== undefined)
  if (handlers.length === 0 || rule.tags.includes('loads')) return false
  const places = [observation.at, ...relatedOf(observation).map(({ at }) => at)]
  return handlers.some(gap => places.some(at => goesOnIn(gap, at)))
}

/**
 * One finding per cause: roots that share a file see the same cause twice. Different causes with the same subject
 * get their own fingerprints by their order in the file.
 */
export function distinct(findings: readonly Finding[]): Finding[] {
  const groups = new Groups()
  const several = new Map<Finding, Map<string, Finding>>()
  const first: Finding[] = []
  for (const each of findings) {
    const other = groups.firstLike(each)
    if (other === each) first.push(each)
    else {
      const group = several.get(other) ?? new Map([[placeOf(other), other]])
      several.set(other, group)
      if (!group.has(placeOf(each))) group.set(placeOf(each), each)
    }
  }
  if (several.size === 0) return first
  return first.flatMap(each => numbered([...(several.get(each)?.values() ?? [each])]))
}

/** Findings by what their fingerprints are made of: rule, path and subject. */
class Groups {
  private readonly byRule = new Map<string, Map<string, Map<string, Finding>>>()

  /** The first that was asked for with all three; itself when it is that. */
  firstLike(finding: Finding): Finding {
    const bySubject = within(within(this.byRule, finding.rule), finding.path)
    const first = bySubject.get(finding.subject)
    if (!first) bySubject.set(finding.subject, finding)
    return first ?? finding
  }
}

function within<V>(maps: Map<string, Map<string, V>>, key: string): Map<string, V> {
  const known = maps.get(key)
  if (known) return known
  const made = new Map<string, V>()
  maps.set(key, made)
  return made
}

const placeOf = ({ span, messageId }: Finding): string => `${span.start}-${span.end}-${messageId}`

const numbered = (group: readonly Finding[]): readonly Finding[] =>
  group.length === 1
    ? group
    : group
        .toSorted((a, b) => a.span.start - b.span.start || (a.messageId < b.messageId ? -1 : 1))
        .map((each, nth) => changed(each, { fingerprint: fingerprint(each.rule, each.path, each.subject, nth) }))
