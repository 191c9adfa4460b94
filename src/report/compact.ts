import type { FileProblem, Finding, Report } from '../engine/types.ts'
import { openFindings } from './counts.ts'
import { place } from './frame.ts'
import { logged } from './medium/plain.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'

/** One line per problem and finding: `path:line:column: severity rule message`, which editors and grep understand. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

export function* chunks(report: Report, view: View): Generator<string> {
  for (const problem of untold(report)) yield problemLine(problem, view)
  for (const finding of openFindings(report)) yield findingLine(finding, view)
}

const problemLine = (problem: FileProblem, view: View): string =>
  line(problem, `${problem.warning ? 'warning' : 'error'} ${problem.code} ${say(view, problem.message)}`)

const findingLine = (finding: Finding, view: View): string =>
  line(finding, `${finding.severity} ${finding.rule} ${say(view, finding.message)}`)

const line = (at: FileProblem | Finding, text: string): string => `${logged(`${place(at)}: ${text}`)}\n`
