import type { Plan, PlanStep, Report } from '../../engine/types.ts'
import { html, type Markup } from '../medium/html.ts'
import { stepDiffs } from '../plan-diffs.ts'
import { leftLines } from '../plan-left.ts'
import { placeOfFiles } from '../plan-place.ts'
import { checkLines, type StepLine, undoLines } from '../plan-step.ts'
import { actions } from '../plan-text.ts'
import { risks, word } from '../plan-words.ts'
import { unplannedText } from '../unplanned.ts'
import { say, type View } from '../view.ts'
import { unified } from './code.ts'
import { words } from './words.ts'

/** More steps than this are folded: their titles are what is looked for first. */
const many = 60

/** The ordered steps to tick off, each with what it does, how it is checked and undone. */
export function planSection(view: View): Markup | undefined {
  const plan = view.behind?.plan()
  if (!plan) return unplanned(view)
  const diffs = stepDiffs(plan)
  const numbers = new Map(plan.steps.map(({ id }, at) => [id, at + 1]))
  const folded = plan.steps.length > many
  const steps = plan.steps.map((step, at) =>
    stepBlock(step, { at, numbers, view, diffs: diffs.get(step) ?? [], folded }),
  )
  const body = steps.length > 0 ? html`<ol class="plan">${steps}</ol>` : html`<p>${word('nothing', view)}</p>`
  const place = placeOfFiles(plan)
  const where = place ? html`<p class="note">${say(view, place)}</p>` : undefined
  return html`<section id="plan"><h2>${say(view, words.plan)} <span class="count">${plan.steps.length}</span></h2><p class="note">${say(view, words.planNote)}</p>${where}${body}${open(plan, view)}</section>`
}

function unplanned(view: View): Markup | undefined {
  const text = unplannedText(view)
  if (text === undefined) return undefined
  return html`<section id="plan"><h2>${say(view, words.plan)}</h2><p class="note">${text}</p></section>`
}

/** What the plan leaves to a person. */
function open(plan: Plan, view: View): Markup | undefined {
  if (plan.open.length === 0) return undefined
  const { shown, more } = leftLines(plan, view)
  const items = shown.map(
    ({ severity, rule, place, message }) =>
      html`<li>${severity} <code>${rule}</code> <code>${place}</code> ${message}</li>`,
  )
  const rest = more > 0 ? html`<li>… +${more}</li>` : undefined
  return html`<p>${word('open', view)}: ${plan.open.length}</p><ul>${items}${rest}</ul>`
}

interface At {
  readonly at: number
  /** Steps by id, 1-based. */
  readonly numbers: ReadonlyMap<string, number>
  readonly view: View
  readonly diffs: readonly string[]
  readonly folded: boolean
}

function stepBlock(step: PlanStep, { at, numbers, view, diffs, folded }: At): Markup {
  const needs = step.needs.flatMap(id => numbers.get(id) ?? [])
  const after =
    needs.length > 0 ? html` <span class="note">${word('after', view)} ${needs.join(', ')}</span>` : undefined
  const risk =
    step.risk === 'none'
      ? undefined
      : html` <span class="pill unsafe">${word('risk', view)}: ${say(view, risks[step.risk])}</span>`
  const lines = [
    ...actions(step, view).map(([label, text]) => line(label, text)),
    ...(step.kind === 'check' ? [] : checkLines(step, view)).map(each => labelled('verify', each, view)),
    ...undoLines(step, view).map(each => labelled('undo', each, view)),
  ]
  const title = html`<h3><span class="box" aria-hidden="true">☐</span> ${say(view, step.title)}${risk}${after}</h3>`
  const body = html`${step.why && html`<p>${say(view, step.why)}</p>`}<dl>${lines}</dl>${diffs.map(unified)}`
  const shown = folded ? html`<details><summary>${title}</summary>${body}</details>` : html`${title}${body}`
  return html`<li id="step-${at + 1}">${shown}</li>`
}

const line = (label: string, text: string): Markup => html`<div><dt>${label}</dt><dd><code>${text}</code></dd></div>`

const labelled = (name: string, { text, code }: StepLine, view: View): Markup =>
  code ? line(word(name, view), text) : html`<div><dt>${word(name, view)}</dt><dd>${text}</dd></div>`

/** What was accepted, by whom and until when. */
export function waiversSection(report: Report, view: View): Markup {
  const rows = report.findings.flatMap(({ rule, path, line: number, waived }) =>
    waived
      ? [
          html`<tr><th scope="row"><code>${rule}</code></th><td><code>${path}:${number}</code></td><td>${waived.reason}</td><td>${waived.owner ?? '–'}</td><td>${waived.until ?? '–'}</td></tr>`,
        ]
      : [],
  )
  const heads = [words.rule, words.where, words.reason, words.owner, words.until]
  const table = html`<table><thead><tr>${heads.map(head => html`<th scope="col">${say(view, head)}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`
  return html`<section id="waivers"><h2>${say(view, words.waivers)} <span class="count">${rows.length}</span></h2>${rows.length > 0 ? table : html`<p>${say(view, words.noWaivers)}</p>`}</section>`
}
