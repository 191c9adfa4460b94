import type { Model } from '../formats/format.ts'
import { formats } from '../formats/index.ts'
import type { HostModel } from '../rules/host/model.ts'
import { rules } from '../rules/registry.gen.ts'
import type { AnyRule, RuleContext } from '../rules/rule.ts'
import { activeRules, baselineOf } from './active.ts'
import { hostsOf } from './hosts.ts'
import { openInput, targetOf } from './input.ts'
import { located } from './location.ts'
import { type ActiveRule, distinct, observe } from './observe.ts'
import { byPlace, byWeight } from './order.ts'
import { type Loading, loadRoots } from './roots.ts'
import { tool } from './tool.ts'
import type { Analysis, AnalyzeInput, FileProblem, Finding, Report } from './types.ts'
import { verdictOf } from './verdict.ts'

/** Checks files given as values (or by a store). Pure: the same input gives the same report. */
export const analyze = (input: AnalyzeInput): Report => analyzeHost(input).report

export function analyzeHost(input: AnalyzeInput): Analysis {
  const baseline = baselineOf(input.baseline)
  const { store, roots } = openInput(input)
  const target = targetOf(input.target)
  const loading = loadRoots(input, store, roots)
  const models = loading.loaded.map(({ format, forest }) => format.resolve(forest, target))
  const grouped = hostsOf(models, { store, target, peers: [] }, input.roles)
  const hosts = grouped.map(each => each.host)
  const findings = distinct(check(activeRules(baseline), hosts, input)).sort(byWeight)
  const report: Report = {
    schema: 1,
    tool,
    baseline: { name: baseline.name, version: baseline.version },
    target,
    roles: grouped.flatMap(each => each.evidence),
    files: filesOf(models, loading.problems),
    verdicts: models.map(model => verdictOf(model, loadFindings(findings))),
    findings,
    problems: problemsOf(models, loading),
    waivers: [],
    stats: {},
  }
  return {
    report,
    host: { models, target, roles: report.roles.map(each => each.role) },
    hosts,
    store,
    roots: models.map(model => ({ path: model.root, format: model.format })),
  }
}

function check(active: readonly ActiveRule[], hosts: readonly HostModel[], input: AnalyzeInput): Finding[] {
  const findings: Finding[] = []
  for (const host of hosts) {
    const context: RuleContext = { roles: host.roles, store: host.store, ...(input.today && { today: input.today }) }
    for (const each of active)
      for (const model of subjects(each.rule, host)) findings.push(...observe(each, model, context))
  }
  return findings
}

const subjects = (rule: AnyRule, host: HostModel): readonly unknown[] =>
  rule.format === 'host' ? [host] : host[rule.format]

const byTag = new Map(rules.map(rule => [rule.id, new Set(rule.tags)]))
const loadFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter(each => byTag.get(each.rule)?.has('loads'))

function filesOf(models: readonly Model[], problems: readonly FileProblem[]): Report['files'] {
  const files = new Map<string, Report['files'][number]>()
  for (const { forest, format } of models)
    for (const { file } of forest.trees) files.set(file.path, { path: file.path, format })
  for (const { path, code } of problems) if (code === 'unknown-format') files.set(path, { path, format: 'unknown' })
  return [...files.values()]
}

/** Whatever kept a text from being understood: it must never read as "no issues found". */
function problemsOf(models: readonly Model[], loading: Loading): FileProblem[] {
  const syntax = models.flatMap(({ forest }) => forest.trees.flatMap(tree => tree.problems.map(located)))
  const other = models.flatMap(({ forest }) => forest.problems.map(located))
  const once = new Map([...loading.problems, ...syntax, ...other].map(each => [key(each), each]))
  return [...once.values()].sort(byPlace)
}

const key = ({ path, span, code }: FileProblem): string => `${path}\0${span.start}\0${code}`

export const formatOf = (model: Model): (typeof formats)[number] => {
  const found = formats.find(format => format.id === model.format)
  if (!found) throw new Error(`no format ${model.format}`)
  return found
}
