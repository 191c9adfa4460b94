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
  for (const finding of openFindings(report)) yield findingIssue(finding, view)
}

const location = ({ path, line, endLine }: Finding | FileProblem): object => ({
  path,
  lines: { begin: line, end: endLine },
})

const findingIssue = (finding: Finding, view: View): object => ({
  description: visible(`${finding.rule}: ${say(view, finding.message)}`),
  check_name: finding.rule,
  fingerprint: finding.fingerprint,
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
