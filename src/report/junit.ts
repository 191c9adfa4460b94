import type { FileProblem, Finding, Report } from '../engine/types.ts'
import { byPath } from '../text/index.ts'
import { atOrAbove } from './counts.ts'
import { xml } from './medium/xml.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { judgedFiles } from './within.ts'
import { witnessLines } from './witness-lines.ts'

/**
 * JUnit XML: a suite for each file, a case for each finding. Only what fails the check is a failure; the rest passes
 * and is told in the output; what was accepted is skipped.
 */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

/** The same case by case. */
export function* chunks(report: Report, view: View): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="confward">\n'
  const problems = byPath(untold(report))
  const findings = byPath(report.findings)
  const paths = new Set([...judgedFiles(report).map(each => each.path), ...findings.keys(), ...problems.keys()])
  for (const path of [...paths].sort())
    yield* suite(path, { problems: problems.get(path) ?? [], findings: findings.get(path) ?? [], view })
  yield '</testsuites>\n'
}

interface Told {
  readonly problems: readonly FileProblem[]
  readonly findings: readonly Finding[]
  readonly view: View
}

function* suite(path: string, { problems, findings, view }: Told): Generator<string> {
  const failures = findings.filter(each => fails(each, view)).length
  const errors = problems.filter(each => !each.warning).length
  const skipped = findings.filter(each => each.waived).length
  const cases = problems.length + findings.length
  const counts = `tests="${Math.max(1, cases)}" failures="${failures}" errors="${errors}" skipped="${skipped}"`
  yield `  <testsuite name="${xml(path)}" ${counts}>\n`
  for (const each of problems) yield problemCase(each, view)
  for (const each of findings) yield findingCase(each, view)
  if (cases === 0) yield testCase({ path, line: 1 }, 'no findings', '')
  yield '  </testsuite>\n'
}

const fails = (finding: Finding, view: View): boolean => !finding.waived && atOrAbove(finding.severity, view.failOn)

function findingCase(finding: Finding, view: View): string {
  const text = xml(say(view, finding.message))
  const where = xml(`${finding.path}:${finding.line}:${finding.column}`)
  const name = `${finding.rule} ${finding.subject}`
  if (finding.waived) return testCase(finding, name, `<skipped message="${xml(finding.waived.reason)}"/>`)
  const shown = witnessLines(finding, view).map(line => `\n${xml(line)}`)
  if (fails(finding, view))
    return testCase(
      finding,
      name,
      `<failure type="${finding.severity}" message="${text}">${where}${shown.join('')}</failure>`,
    )
  return testCase(
    finding,
    name,
    `<system-out>${xml(finding.severity)}: ${text} (${where})${shown.join('')}</system-out>`,
  )
}

function problemCase(problem: FileProblem, view: View): string {
  const text = xml(say(view, problem.message))
  const body = problem.warning
    ? `<system-out>${text}</system-out>`
    : `<error type="${xml(problem.code)}" message="${text}"/>`
  return testCase(problem, problem.code, body)
}

const testCase = ({ path, line }: { path: string; line: number }, name: string, body: string): string =>
  `    <testcase classname="${xml(path)}" name="${xml(name)}" file="${xml(path)}" line="${line}">${body}</testcase>\n`
