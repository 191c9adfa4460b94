import type { FileProblem, Finding, Report } from '../engine/types.ts'
import { openFindings } from './counts.ts'
import { place } from './frame.ts'
import { logged } from './medium/plain.ts'
import { say, type View } from './view.ts'

/** One line per problem and finding: `path:line:column: severity rule message`, which editors and grep understand. */
export function render(report: Report, view: View): string {
  return [
    ...report.problems.map(problem => problemLine(problem, view)),
    ...openFindings(report).map(finding => findingLine(finding, view)),
  ].join('')
}

const problemLine = (problem: FileProblem, view: View): string =>
  line(problem, `${problem.warning ? 'warning' : 'error'} ${problem.code} ${say(view, problem.message)}`)

const findingLine = (finding: Finding, view: View): string =>
  line(finding, `${finding.severity} ${finding.rule} ${say(view, finding.message)}`)

const line = (at: FileProblem | Finding, text: string): string => `${logged(`${place(at)}: ${text}`)}\n`
