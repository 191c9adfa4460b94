import { type Score, score, scoreAfter } from '../../engine/score.ts'
import type { Report } from '../../engine/types.ts'
import { fill, type Localized } from '../../message/index.ts'
import { severities } from '../../rules/rule.ts'
import { count } from '../counts.ts'
import { html, type Markup } from '../medium/html.ts'
import { word } from '../plan-words.ts'
import { severityText } from '../summary.ts'
import { say, type View } from '../view.ts'
import { words } from './words.ts'

/** Signs that tell severities apart without colour. */
export const signs = { critical: '◆', high: '▲', medium: '●', low: '○', info: 'i' } as const

/** The score now and once the plan is done, with what holds it down, and the open findings by severity. */
export function scoreSection(report: Report, view: View): Markup {
  const now = score(report)
  const plan = view.behind?.plan()
  const after = plan && scoreAfter(report, plan)
  const basis = fill(say(view, words.basis), { count: report.controls.length })
  return html`<section class="score" id="score"><h2>${say(view, words.score)}</h2>
<div class="gauges">${gauge(now, { title: words.now, left: 0 }, view)}${after && html`<span class="then" aria-hidden="true">→</span>${gauge(after, { title: words.after, left: plan?.open.length ?? 0 }, view)}`}</div>
${tiles(report, view)}<p class="note">${basis}</p></section>`
}

const radius = 44
const around = 2 * Math.PI * radius

interface Dial {
  readonly title: Localized
  /** Findings that the plan leaves to a person. */
  readonly left: number
}

function gauge({ value, waivedAsPassed, caps }: Score, { title, left }: Dial, view: View): Markup {
  const arc = ((value / 100) * around).toFixed(1)
  const grade = value >= 90 ? 'good' : value >= 80 ? 'fair' : value >= 50 ? 'weak' : 'bad'
  const reasons = caps.map(
    ({ limit, because }) => html`<li>${fill(say(view, words.capped), { limit, because: say(view, because) })}</li>`,
  )
  const waived =
    waivedAsPassed === value
      ? undefined
      : html`<li>${fill(say(view, words.withoutWaivers), { value: waivedAsPassed })}</li>`
  return html`<div class="gauge ${grade}"><svg viewBox="0 0 104 104" role="img" aria-label="${say(view, title)}: ${value}">
<circle class="track" cx="52" cy="52" r="${radius}"/><circle class="arc" cx="52" cy="52" r="${radius}" stroke-dasharray="${arc} 400" transform="rotate(-90 52 52)"/>
<text x="52" y="62">${value}</text></svg><div><h3>${say(view, title)}</h3><ul class="caps">${reasons}${waived}${leftOver(left, view)}</ul></div></div>`
}

const leftOver = (left: number, view: View): Markup | undefined =>
  left === 0 ? undefined : html`<li>${word('open', view)}: ${left}</li>`

function tiles(report: Report, view: View): Markup {
  const found = new Map(count(report).bySeverity)
  const each = severities.map(
    severity =>
      html`<li class="${severity}${found.has(severity) ? '' : ' none'}"><b>${found.get(severity) ?? 0}</b> <span aria-hidden="true">${signs[severity]}</span> ${say(view, severityText[severity])}</li>`,
  )
  return html`<ul class="tiles">${each}</ul>`
}
