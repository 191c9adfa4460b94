import type { Location, Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { openFindings } from './counts.ts'
import { commandData, commandProperty } from './medium/workflow.ts'
import { say, type View } from './view.ts'

const command: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

/** Workflow commands that GitHub Actions turns into annotations of the changed lines. */
export function render(report: Report, view: View): string {
  const problems = report.problems.map(each =>
    annotation(each.warning ? 'warning' : 'error', each, { title: each.code, text: say(view, each.message) }),
  )
  const findings = openFindings(report).map(each =>
    annotation(command[each.severity], each, {
      title: `${each.rule} (${each.severity})`,
      text: say(view, each.message),
    }),
  )
  return [...problems, ...findings].join('')
}

function annotation(kind: string, at: Location, { title, text }: { title: string; text: string }): string {
  const lines = `line=${at.line},endLine=${at.endLine}`
  const columns = at.line === at.endLine ? `,col=${at.column},endColumn=${at.endColumn}` : ''
  return `::${kind} file=${commandProperty(at.path)},${lines}${columns},title=${commandProperty(title)}::${commandData(text)}\n`
}
