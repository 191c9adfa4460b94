import type { Model } from '../formats/format.ts'
import type { Grouped } from './hosts.ts'
import { filesOf, problemsOf } from './problems.ts'
import type { Session } from './session.ts'
import type { Stopwatch } from './stats.ts'
import { tool } from './tool.ts'
import type { Finding, Report, Waiver } from './types.ts'
import { verdictOf } from './verdict.ts'

export interface Seen {
  readonly waivers: readonly Waiver[]
  readonly models: readonly Model[]
  readonly grouped: readonly Grouped[]
  readonly findings: readonly Finding[]
  readonly watch: Stopwatch
}

export function reportOf(session: Session, { models, grouped, findings, waivers, watch }: Seen): Report {
  const loadRules = new Set(session.rules.filter(({ rule }) => rule.tags.includes('loads')).map(({ rule }) => rule.id))
  const deciding = findings.filter(each => loadRules.has(each.rule))
  const { baseline, target, problems } = session
  const files = filesOf(models, problems, session.input.hashes ?? baseline.evidence ?? false)
  return {
    schema: 1,
    tool,
    baseline: { name: baseline.name, version: baseline.version },
    target,
    roles: grouped.flatMap(each => each.evidence),
    files,
    verdicts: models.map(model => verdictOf(model, deciding, session.store)),
    findings,
    problems: problemsOf(models, problems),
    waivers,
    controls: applicable(session.rules, models),
    stats: { files: files.length, findings: findings.length, ...Object.fromEntries(watch.times) },
  }
}

/** Host rules apply wherever there is anything; the others where their format is. */
const applicable = (active: Session['rules'], models: readonly Model[]): Report['controls'] =>
  active
    .filter(({ rule }) => models.some(model => rule.format === 'host' || model.format === rule.format))
    .map(({ rule, severity }) => ({ rule: rule.id, severity: severity ?? rule.severity }))
