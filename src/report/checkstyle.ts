import type { Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { openFindings } from './counts.ts'
import { xml } from './medium/xml.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

const level: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  info: 'info',
}

interface Row {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly severity: string
  /** Lines. */
  readonly text: readonly string[]
  readonly source: string
}

/** Checkstyle XML, which most review and build servers read. */
export function render(report: Report, view: View): string {
  const rows: Row[] = [
    ...report.problems.map(each => ({
      ...each,
      severity: each.warning ? 'warning' : 'error',
      text: [say(view, each.message)],
      source: each.code,
    })),
    ...openFindings(report).map(each => ({
      path: each.path,
      line: each.line,
      column: each.column,
      severity: level[each.severity],
      text: [say(view, each.message), ...witnessLines(each, view)],
      source: each.rule,
    })),
  ]
  const paths = [...new Set(rows.map(row => row.path))].sort()
  const files = paths.map(path => file(path, rows))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join('')}</checkstyle>\n`
}

function file(path: string, rows: readonly Row[]): string {
  const errors = rows.filter(row => row.path === path).map(error)
  return `  <file name="${xml(path)}">\n${errors.join('')}  </file>\n`
}

const error = ({ line, column, severity, text, source }: Row): string =>
  `    <error line="${line}" column="${column}" severity="${severity}" message="${text.map(xml).join('&#10;')}" source="${xml(`confward.${source}`)}"/>\n`
