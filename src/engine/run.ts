import { settingId } from '../baseline/index.ts'
import type { FileStore } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import type { HostModel } from '../rules/host/model.ts'
import { engineRules } from '../rules/own-rules.ts'
import { rules } from '../rules/registry.gen.ts'
import type { AnyRule, RuleContext } from '../rules/rule.ts'
import { formatOf } from './formats.ts'
import { type Grouped, hostsOf } from './hosts.ts'
import { distinct, observe } from './observe.ts'
import { byWeight } from './order.ts'
import { filesOf, problemsOf } from './problems.ts'
import type { Loaded } from './roots.ts'
import type { Session } from './session.ts'
import { type Stopwatch, stopwatch } from './stats.ts'
import { complaintFinding, suppress } from './suppress/index.ts'
import { tool } from './tool.ts'
import type { Analysis, Finding, Report, Waiver } from './types.ts'
import { verdictOf } from './verdict.ts'

/** Analyses the session's roots as they are in `store`, which may be an overlay of the session's own. */
export function run(session: Session, store: FileStore, how: Partial<How> = {}): Analysis {
  const watch = how.watch ?? stopwatch(session.input.clock)
  const loaded = how.loaded ?? watch.time('load', () => load(session, store))
  const { target, input } = session
  const models = watch.time('resolve', () => loaded.map(({ format, forest }) => format.resolve(forest, target)))
  const grouped = hostsOf(models, { store, target, peers: peersOf(session, store) }, input.roles)
  const hosts = grouped.map(each => each.host)
  const checked = distinct(check(session, hosts, watch))
  const { findings, waivers } = accepted(session, models, checked)
  const report = reportOf(session, { models, grouped, findings: findings.sort(byWeight), waivers, watch })
  return {
    report,
    host: { models, target, roles: report.roles.map(each => each.role) },
    hosts,
    store,
    roots: session.roots,
  }
}

interface How {
  readonly loaded: readonly Loaded[]
  readonly watch: Stopwatch
}

export function load({ roots, input }: Session, store: FileStore): Loaded[] {
  const options = input.context ? { context: input.context } : {}
  return roots.map(({ path, format: id }) => {
    const format = formatOf(id)
    return { format, forest: format.load(path, store, options) }
  })
}

function peersOf({ input, target }: Session, store: FileStore): OpenvpnModel[] {
  if (input.peer === undefined) return []
  const format = formatOf('openvpn')
  return [format.resolve(format.load(input.peer, store), target) as OpenvpnModel]
}

function check({ rules: active, input }: Session, hosts: readonly HostModel[], watch: Stopwatch): Finding[] {
  const findings: Finding[] = []
  for (const host of hosts) {
    const context: RuleContext = { roles: host.roles, store: host.store, ...(input.today && { today: input.today }) }
    for (const each of active)
      for (const model of subjects(each.rule, host))
        for (const finding of watch.time(each.rule.id, () => observe(each, model, context))) findings.push(finding)
  }
  return findings
}

const subjects = (rule: AnyRule, host: HostModel): readonly unknown[] =>
  rule.format === 'host' ? [host] : host[rule.format]

/** Findings with what is waived marked, and the engine's own findings about waivers and ignores. */
function accepted(session: Session, models: readonly Model[], checked: readonly Finding[]): Accepted {
  const { input, rules: active, baseline } = session
  const known = new Set([...rules, ...engineRules].map(rule => rule.id).concat(baseline.settings.map(settingId)))
  const { findings, waivers, complaints } = suppress(checked, {
    trees: models.flatMap(model => model.forest.trees),
    waivers: input.waivers ?? [],
    today: input.today,
    known,
    active: new Set(active.map(({ rule }) => rule.id)),
  })
  const own = complaints.map(complaint => complaintFinding(complaint, known)).flatMap(each => byBaseline(each, session))
  return { findings: [...findings, ...distinct(own)], waivers }
}

interface Accepted {
  readonly findings: Finding[]
  readonly waivers: readonly Waiver[]
}

/** The engine's own findings are always on, unless the baseline says otherwise. */
function byBaseline(finding: Finding, { baseline }: Session): Finding[] {
  const severity = baseline.controls[finding.rule]?.severity
  if (severity === 'off') return []
  return [severity ? { ...finding, severity } : finding]
}

interface Seen {
  readonly waivers: readonly Waiver[]
  readonly models: readonly Model[]
  readonly grouped: readonly Grouped[]
  readonly findings: readonly Finding[]
  readonly watch: Stopwatch
}

function reportOf(
  { baseline, target, problems }: Session,
  { models, grouped, findings, waivers, watch }: Seen,
): Report {
  const loadRules = new Set(rules.filter(rule => rule.tags.includes('loads')).map(rule => rule.id))
  const deciding = findings.filter(each => loadRules.has(each.rule))
  const files = filesOf(models, problems)
  return {
    schema: 1,
    tool,
    baseline: { name: baseline.name, version: baseline.version },
    target,
    roles: grouped.flatMap(each => each.evidence),
    files,
    verdicts: models.map(model => verdictOf(model, deciding)),
    findings,
    problems: problemsOf(models, problems),
    waivers,
    stats: { files: files.length, findings: findings.length, ...Object.fromEntries(watch.times) },
  }
}
