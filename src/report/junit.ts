import type { FileProblem, Finding, Report } from '../engine/types.ts'
import { atOrAbove } from './counts.ts'
import { xml } from './medium/xml.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

/**
 * JUnit XML: a suite for each file, a case for each finding. Only what fails the check is a failure; the rest passes
 * and is told in the output; what was accepted is skipped.
 */
export function render(report: Report, view: View): string {
  const paths = new Set([...report.files, ...report.findings, ...report.problems].map(each => each.path))
  const suites = [...paths].sort().map(path => suite(path, report, view))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="confward">\n${suites.join('')}</testsuites>\n`
}

function suite(path: string, report: Report, view: View): string {
  const problems = report.problems.filter(each => each.path === path)
  const findings = report.findings.filter(each => each.path === path)
  const cases = [...problems.map(each => problemCase(each, view)), ...findings.map(each => findingCase(each, view))]
  if (cases.length === 0) cases.push(testCase({ path, line: 1 }, 'no findings', ''))
  const failures = findings.filter(each => fails(each, view)).length
  const errors = problems.filter(each => !each.warning).length
  const skipped = findings.filter(each => each.waived).length
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`
  return `  <testsuite name="${xml(path)}" ${counts}>\n${cases.join('')}  </testsuite>\n`
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
