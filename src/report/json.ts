import { score } from '../engine/score.ts'
import type { FileProblem, Finding, Location, Report, Waiver } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Check, Fix, Step, Witness } from '../rules/rule.ts'
import { formatVersion, type Target } from '../target/index.ts'
import type { Edit } from '../text/index.ts'
import { curlCommands } from './curl.ts'
import { json, jsonLine } from './medium/json.ts'
import { say, type View } from './view.ts'

/** For programs. Fields are only ever added; texts are in the language of the view. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

/** The same piece by piece, one finding a line, so that no report is ever whole in memory. */
export function* chunks(report: Report, view: View): Generator<string> {
  const { findings } = report
  const [head = '', tail = ''] = json(reportValue(report, view)).split(here)
  yield `${head}\n  "findings": [`
  for (const [at, finding] of findings.entries())
    yield `${at === 0 ? '' : ','}\n    ${jsonLine(findingValue(finding, view))}`
  yield `${findings.length === 0 ? '' : '\n  '}]${tail}`
}

/** Where the findings go. No text of a report can look like it: it begins with a line end, which strings escape. */
const here = '\n  "findings": []'

type Value = Readonly<Record<string, unknown>>

function reportValue(report: Report, view: View): Value {
  return {
    schema: report.schema,
    tool: report.tool,
    baseline: report.baseline,
    target: targetValue(report.target),
    roles: report.roles.map(({ role, because }) => ({ role, because: say(view, because) })),
    files: report.files,
    ...(report.within && { within: report.within }),
    verdicts: report.verdicts.map(({ format, root, loads, because, problems }) => ({
      format,
      root,
      loads,
      because,
      problems: problems.map(problem => problemValue(problem, view)),
    })),
    findings: [],
    problems: report.problems.map(problem => problemValue(problem, view)),
    waivers: report.waivers.map(waiverValue),
    score: scoreValue(report, view),
    ...sinceValue(view),
    stats: report.stats,
  }
}

function sinceValue(view: View): Value {
  const { since } = view.behind ?? {}
  if (!since) return {}
  const { stayed, gone, accepted } = since.comparison
  const value = ({ rule, fingerprint, path, line, message, waived }: Finding): Value => ({
    ...{ rule, fingerprint, path, line },
    message: say(view, message),
    waived: waived ? waiverValue(waived) : null,
  })
  return { since: { revision: since.revision, stayed, fixed: gone.map(value), accepted: accepted.map(value) } }
}

function scoreValue(report: Report, view: View): Value {
  const { value, waivedAsPassed, caps } = score(report)
  return { value, waivedAsPassed, caps: caps.map(({ limit, because }) => ({ limit, because: say(view, because) })) }
}

function targetValue(target: Target): Value {
  const { distribution, assumed, nginxPackage, nginxModules, ...versions } = target
  const texts = Object.entries(versions).map(([name, version]) => [name, formatVersion(version)])
  return {
    ...Object.fromEntries(texts),
    ...(nginxPackage ? { nginxPackage } : {}),
    ...(nginxModules && { nginxModules }),
    distribution,
    assumed,
  }
}

const locationValue = ({ path, line, column, endLine, endColumn, span }: Location): Value => ({
  path,
  line,
  column,
  endLine,
  endColumn,
  span,
})

/** Field by field: a large host has tens of thousands, and objects spread into others are made slowly. */
function findingValue(finding: Finding, view: View): Value {
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: say(view, finding.message),
    messageId: finding.messageId,
    subject: finding.subject,
    path: finding.path,
    line: finding.line,
    column: finding.column,
    endLine: finding.endLine,
    endColumn: finding.endColumn,
    span: finding.span,
    fingerprint: finding.fingerprint,
    related: finding.related.map(each => relatedValue(each, view)),
    witness: witnessValue(finding.witness, view),
    waived: finding.waived ? waiverValue(finding.waived) : null,
    fixes: finding.fixes.map(fix => fixValue(fix, view)),
  }
}

const relatedValue = (
  { path, line, column, endLine, endColumn, span, message }: Finding['related'][number],
  view: View,
): Value => ({ path, line, column, endLine, endColumn, span, message: say(view, message) })

function witnessValue(witness: Witness | undefined, view: View): Value | null {
  if (!witness) return null
  const { provokes, ...request } = witness
  const commands = curlCommands(witness)
  return { ...request, provokes: { ...provokes, summary: say(view, provokes.summary) }, commands }
}

const waiverValue = ({ at, ...waiver }: Waiver): Value => ({ ...waiver, ...(at ? { at: locationValue(at) } : {}) })

const problemValue = (problem: FileProblem, view: View): Value => ({
  ...locationValue(problem),
  code: problem.code,
  message: say(view, problem.message),
  warning: problem.warning,
})

const editValue = ({ path, span, text }: Edit): Value => ({ path, start: span.start, end: span.end, text })

function fixValue({ title, safety, edits, changes, steps = [], asks }: Fix, view: View): Value {
  const value = {
    title: say(view, title),
    safety,
    edits: edits.map(editValue),
    changes,
    steps: steps.map(step => stepValue(step, view)),
  }
  if (!asks) return value
  return { ...value, asks: asks.map(({ refuse: _, ...ask }) => ({ ...ask, question: say(view, ask.question) })) }
}

/** A step with its texts in one language. */
export function stepValue(step: Step, view: Pick<View, 'lang'>): Value {
  const text = ({ [view.lang]: own }: Localized): string => own
  const check = (each: Check): Value => ({ ...each, says: text(each.says) })
  return {
    ...step,
    title: text(step.title),
    ...(step.why && { why: text(step.why) }),
    ...(step.verify && { verify: step.verify.map(check) }),
    ...(step.kind === 'command' && step.renews && { renews: check(step.renews) }),
    ...(step.verified && { verified: text(step.verified) }),
    ...(step.undone && { undone: text(step.undone) }),
    ...(step.kind === 'edit' && { edits: step.edits.map(editValue) }),
    ...(step.kind === 'check' && { checks: step.checks.map(check) }),
    ...(step.kind === 'decide' && { question: text(step.question) }),
    ...(step.kind === 'decide' && step.options && { options: step.options.map(text) }),
  }
}
