import type { Report } from '../../engine/types.ts'
import { html, type Markup } from '../medium/html.ts'
import { assumption } from '../summary.ts'
import { say, type View } from '../view.ts'
import { judgedFiles, withinLines } from '../within.ts'
import { words } from './words.ts'

/** Of which host, held against what, when, and whether the daemons take the files at all. */
export function headSection(report: Report, view: View): Markup {
  const assumed = assumption(report)
  const facts: readonly (readonly [string, string])[] = [
    [say(view, words.baseline), `${report.baseline.name} ${report.baseline.version}`],
    [say(view, words.files), String(judgedFiles(report).length)],
    ...(report.roles.length > 0 ? [[say(view, words.roles), rolesOf(report)] as const] : []),
    ...(view.behind?.today ? [[say(view, words.date), view.behind.today] as const] : []),
    [say(view, words.tool), `${report.tool.name} ${report.tool.version}`],
  ]
  return html`<header><p class="brand">confward</p><h1>${say(view, words.report)}</h1><p class="roots">${rootsOf(report, view)}</p>
<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${verdicts(report, view)}${withinLines(report).map(line => html`<p class="note">${say(view, line)}</p>`)}${assumed && html`<p class="note">${say(view, assumed)}</p>`}</header>`
}

const rolesOf = ({ roles }: Report): string => [...new Set(roles.map(({ role }) => role))].join(', ')

/** The directories that stand for hosts, else the files that daemons start from. */
export function rootsOf(report: Report, view: View): string {
  const hosts = (view.behind?.hosts ?? []).flatMap(({ root }) => (root === undefined ? [] : [root]))
  const roots = [...new Set(hosts.length > 0 ? hosts : report.verdicts.map(({ root }) => root))]
  return roots.length > 4 ? `${roots.slice(0, 4).join(', ')} +${roots.length - 4}` : roots.join(', ')
}

const mostVerdicts = 12

function verdicts(report: Report, view: View): Markup {
  const lines = report.verdicts.slice(0, mostVerdicts).map(({ format, root, loads, problems }) => {
    const [state, sign] = loads === true ? ['loads', '✓'] : loads === false ? ['refuses', '✕'] : ['unknown', '?']
    const why = loads === true ? undefined : problems.find(problem => !problem.warning)
    return html`<li class="${state}"><b aria-hidden="true">${sign}</b> ${format} <code>${root}</code>: ${say(view, words[state as 'loads'])}${
      why && html` <em>${why.path}:${why.line} ${say(view, why.message)}</em>`
    }</li>`
  })
  return html`<ul class="verdicts">${lines}</ul>`
}
