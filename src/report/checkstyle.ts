import type { FileProblem, Finding, Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { byPath } from '../text/index.ts'
import { openFindings } from './counts.ts'
import { xml } from './medium/xml.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

const level: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
}

/** Checkstyle XML, which most review and build servers read. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

/** The same row by row. */
export function* chunks(report: Report, view: View): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
  const problems = byPath(untold(report))
  const findings = byPath(openFindings(report))
  for (const path of [...new Set([...problems.keys(), ...findings.keys()])].sort()) {
    yield `  <file name="${xml(path)}">\n`
    for (const each of problems.get(path) ?? []) yield problemRow(each, view)
    for (const each of findings.get(path) ?? []) yield findingRow(each, view)
    yield '  </file>\n'
  }
  yield '</checkstyle>\n'
}

const problemRow = (problem: FileProblem, view: View): string =>
  row(problem, problem.code, {
    severity: problem.warning ? 'warning' : 'error',
    lines: [say(view, problem.message)],
  })

const findingRow = (finding: Finding, view: View): string =>
  row(finding, finding.rule, {
    severity: level[finding.severity],
    lines: [say(view, finding.message), ...witnessLines(finding, view)],
  })

interface Told {
  readonly severity: string
  readonly lines: readonly string[]
}

const row = ({ line, column }: FileProblem | Finding, source: string, { severity, lines }: Told): string =>
  `    <error line="${line}" column="${column}" severity="${severity}" message="${lines.map(xml).join('&#10;')}" source="${xml(`confward.${source}`)}"/>\n`
