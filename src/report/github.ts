import type { Location, Report } from '../engine/types.ts'
import type { Severity } from '../rules/rule.ts'
import { openFindings } from './counts.ts'
import { commandData, commandProperty } from './medium/workflow.ts'
import { untold } from './untold.ts'
import { say, type View } from './view.ts'
import { witnessLines } from './witness-lines.ts'

const command: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
}

/** Workflow commands that GitHub Actions turns into annotations of the changed lines. */
export const render = (report: Report, view: View): string => [...chunks(report, view)].join('')

export function* chunks(report: Report, view: View): Generator<string> {
  for (const each of untold(report))
    yield annotation(each.warning ? 'warning' : 'error', each, { title: each.code, lines: [say(view, each.message)] })
  for (const each of openFindings(report))
    yield annotation(command[each.severity], each, {
      title: `${each.rule} (${each.severity})`,
      lines: [say(view, each.message), ...witnessLines(each, view)],
    })
}

interface Note {
  readonly title: string
  readonly lines: readonly string[]
}

function annotation(kind: string, at: Location, { title, lines }: Note): string {
  const range = `line=${at.line},endLine=${at.endLine}`
  const columns = at.line === at.endLine ? `,col=${at.column},endColumn=${at.endColumn}` : ''
  return `::${kind} file=${commandProperty(at.path)},${range}${columns},title=${commandProperty(title)}::${lines.map(commandData).join('%0A')}\n`
}
