import type { FileProblem, Finding, Location, Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { encode, position, type SourceFile } from '../text/index.ts'
import { openFindings } from './counts.ts'
import { jsonPieces } from './medium/json.ts'
import { codeBlock, markdown } from './medium/markdown.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

const severity: Readonly<Record<Severity, string>> = {
  critical: 'ERROR',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
  info: 'INFO',
}

/** Reviewdog's JSON, with fixes as suggestions. Its columns count bytes of UTF-8. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

export const chunks = (report: Report, view: View): Iterable<string> =>
  jsonPieces(
    { source: { name: 'confward' }, diagnostics: [] },
    { name: 'diagnostics', depth: 1 },
    diagnostics(report, view),
  )

function* diagnostics(report: Report, view: View): Generator<object> {
  for (const problem of untold(report)) yield problemValue(problem, view)
  for (const finding of openFindings(report)) yield findingValue(finding, view)
}

const findingValue = (finding: Finding, view: View): object => ({
  message: messageOf(finding, view),
  location: locationValue(finding, view),
  severity: severity[finding.severity],
  code: { value: finding.rule },
  suggestions: suggestions(finding, view),
})

/** Shown as a comment on the line, as Markdown: its code block keeps the commands together. */
function messageOf(finding: Finding, view: View): string {
  const [says, ...commands] = witnessLines(finding, view)
  const message = markdown(say(view, finding.message))
  return says === undefined ? message : `${message}\n\n${markdown(says)}\n\n${codeBlock(commands.join('\n'), 'sh')}`
}

const problemValue = (problem: FileProblem, view: View): object => ({
  message: markdown(say(view, problem.message)),
  location: locationValue(problem, view),
  severity: problem.warning ? 'WARNING' : 'ERROR',
  code: { value: problem.code },
})

function locationValue({ path, span, line }: Location, view: View): object {
  const file = view.source(path)
  const range = file ? { start: point(file, span.start), end: point(file, span.end) } : { start: { line } }
  return { path, range }
}

function point(file: SourceFile, offset: number): { line: number; column: number } {
  const { line, column } = position(file, offset)
  const before = file.text.slice(offset - column + 1, offset)
  return { line, column: encode({ ...file, text: before }).length + 1 }
}

/** Of the first fix that stays in the file: a suggestion belongs to the lines it is shown at. */
function suggestions(finding: Finding, view: View): object[] {
  const file = view.source(finding.path)
  const fix = finding.fixes.find(({ edits }) => edits.length > 0 && edits.every(edit => edit.path === finding.path))
  if (!file || !fix) return []
  return fix.edits.map(({ span, text }) => ({
    range: { start: point(file, span.start), end: point(file, span.end) },
    text,
  }))
}
