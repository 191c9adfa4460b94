import { fingerprint } from '../engine/fingerprint.ts'
import { siteOf } from '../engine/subject.ts'
import type { FileProblem, Finding, Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { openFindings } from './counts.ts'
import { jsonList } from './medium/json.ts'
import { codeBlock, markdown } from './medium/markdown.ts'
import { visible } from './medium/plain.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

const severity: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
}

/** A GitLab Code Quality report. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

export const chunks = (report: Report, view: View): Iterable<string> => jsonList(issues(report, view))

function* issues(report: Report, view: View): Generator<object> {
  for (const problem of untold(report)) yield problemIssue(problem, view)
  const seen = new Map<string, number>()
  for (const finding of openFindings(report))
    yield { ...findingIssue(finding, view), fingerprint: lasting(finding, seen) }
}

/** GitLab takes what has no equal in the report before for new: a second server of a name is to change nothing of the first. */
function lasting({ rule, path, subject, fingerprint: own }: Finding, seen: Map<string, number>): string {
  const site = siteOf(subject)
  const first = site === subject ? own : fingerprint(rule, path, site)
  const nth = seen.get(first) ?? 0
  seen.set(first, nth + 1)
  return nth === 0 ? first : fingerprint(rule, path, site, nth)
}

const location = ({ path, line, endLine }: Finding | FileProblem): object => ({
  path,
  lines: { begin: line, end: endLine },
})

const findingIssue = (finding: Finding, view: View): object => ({
  description: visible(`${finding.rule}: ${say(view, finding.message)}`),
  check_name: finding.rule,
  severity: severity[finding.severity],
  location: location(finding),
  ...content(finding, view),
})

/** Markdown beside the description, as Code Climate has it. */
function content(finding: Finding, view: View): object {
  const [says, ...commands] = witnessLines(finding, view)
  return says === undefined ? {} : { content: { body: `${markdown(says)}\n\n${codeBlock(commands.join('\n'), 'sh')}` } }
}

const problemIssue = (problem: FileProblem, view: View): object => ({
  description: visible(say(view, problem.message)),
  check_name: problem.code,
  fingerprint: `${problem.code}:${problem.path}:${problem.span.start}`,
  severity: problem.warning ? 'minor' : 'blocker',
  location: location(problem),
})
