import type { Finding, Report } from '../../engine/types.ts'
import { fill } from '../../message/index.ts'
import { type Fix, type Severity, severities, type Witness } from '../../rules/rule.ts'
import { openFindings } from '../counts.ts'
import { shownCommands } from '../curl.ts'
import { place } from '../frame.ts'
import { html, type Markup } from '../medium/html.ts'
import { sectionsFor } from '../page.ts'
import { guess, severityText } from '../summary.ts'
import { untold } from '../untold.ts'
import { say, type View } from '../view.ts'
import { fixDiff, frame } from './code.ts'
import { prose } from './prose.ts'
import { signs } from './score.ts'
import { words } from './words.ts'

/** Findings by severity and rule, each with its cause, why it matters and what repairs it. */
export function findingsSection(report: Report, view: View): Markup {
  const open = openFindings(report)
  const steps = stepNumbers(view)
  const groups = severities.flatMap(severity => {
    const found = open.filter(finding => finding.severity === severity)
    return found.length === 0 ? [] : [severityGroup(severity, found, { view, steps })]
  })
  const empty = groups.length === 0 ? html`<p>${say(view, words.noFindings)}</p>` : undefined
  return html`<section id="findings"><h2>${say(view, words.findings)} <span class="count">${open.length}</span></h2>${problems(report, view)}${groups}${empty}${passed(report, view)}</section>`
}

/** Rules that were asked and had nothing to say, accepted findings included among what they said. */
function passed(report: Report, view: View): Markup {
  const failed = new Set(report.findings.map(({ rule }) => rule))
  const items = report.controls
    .filter(({ rule }) => !failed.has(rule))
    .map(({ rule }) => {
      const title = view.rule(rule)?.title
      return html`<li><code>${rule}</code> ${title && say(view, title)}</li>`
    })
  return html`<details class="passed"><summary>${say(view, words.passed)} <span class="count">${items.length}</span></summary><ul>${items}</ul></details>`
}

interface Context {
  readonly view: View
  readonly steps: ReadonlyMap<string, readonly number[]>
}

/** Which steps of the plan repair a finding, 1-based. */
function stepNumbers(view: View): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (const [at, { resolves }] of (view.behind?.plan()?.steps ?? []).entries())
    for (const fingerprint of resolves) numbers.set(fingerprint, [...(numbers.get(fingerprint) ?? []), at + 1])
  return numbers
}

function severityGroup(severity: Severity, found: readonly Finding[], context: Context): Markup {
  const rules = [...new Set(found.map(({ rule }) => rule))]
  const blocks = rules.map(rule =>
    ruleBlock(
      rule,
      found.filter(finding => finding.rule === rule),
      context,
    ),
  )
  const title = say(context.view, severityText[severity])
  return html`<div class="severity ${severity}"><h3><span aria-hidden="true">${signs[severity]}</span> ${title} <span class="count">${found.length}</span></h3>${blocks}</div>`
}

/** More of one rule are counted, not shown: they have the same cause to fix. */
const most = 60

function ruleBlock(id: string, found: readonly Finding[], context: Context): Markup {
  const { view } = context
  const title = view.rule(id)?.title
  const [first] = found as [Finding]
  const open = first.severity === 'critical' || first.severity === 'high' ? ' open' : ''
  const shown = found.slice(0, most).map(finding => findingBlock(finding, context))
  const more = found.length - shown.length
  const rest = more > 0 ? html`<p class="note">${fill(say(view, words.cutFindings), { more })}</p>` : undefined
  const times = found.length > 1 ? html` <span class="count">×${found.length}</span>` : undefined
  return html`<details class="rule"${open === '' ? '' : html` open`}><summary><b>${title ? say(view, title) : id}</b> <code>${id}</code>${times}</summary>${why(id, view)}${shown}${rest}</details>`
}

function why(id: string, view: View): Markup | undefined {
  const sections = sectionsFor(view.page(id) ?? '', view.lang)
  const wanted = view.lang === 'zh' ? '说明' : 'Why'
  const reason = sections.find(({ heading }) => heading === wanted)
  const sources = sections.find(({ heading }) => heading === 'References' || heading === '参考资料')
  if (!reason) return undefined
  const list =
    sources &&
    html`<details class="refs"><summary>${say(view, words.references)}</summary>${prose(sources.lines)}</details>`
  return html`<div class="why"><h4>${say(view, words.why)}</h4>${prose(reason.lines)}${list}</div>`
}

const mostRelated = 8

function findingBlock(finding: Finding, { view, steps }: Context): Markup {
  const file = view.source(finding.path)
  const related = finding.related
    .slice(0, mostRelated)
    .map(each => html`<li><code>${each.path}:${each.line}</code> ${say(view, each.message)}</li>`)
  const more = finding.related.length - related.length
  const numbers = steps.get(finding.fingerprint) ?? []
  const doubt = finding.confidence === 'low' ? html`<p class="note">${say(view, guess)}</p>` : undefined
  return html`<article class="finding"><p class="message">${say(view, finding.message)}</p>${doubt}<p class="place"><code>${place(finding)}</code> ${finding.subject}</p>
${file && frame(file, finding)}${
  related.length > 0
    ? html`<h4>${say(view, words.affected)}</h4><ul class="related">${related}${more > 0 ? html`<li>+${more}</li>` : undefined}</ul>`
    : undefined
}${finding.witness && witness(finding.witness, view)}${finding.fixes.slice(0, 2).map(fix => fixBlock(fix, view))}${
  numbers.length > 0
    ? html`<p class="steps">${say(view, words.inPlan)} ${numbers.map(number => html`<a href="#step-${number}">${number}</a> `)}</p>`
    : undefined
}</article>`
}

const witness = (shown: Witness, view: View): Markup =>
  html`<h4>${say(view, words.shows)}</h4><pre class="frame">${shownCommands(shown).map(command => html`${command}\n`)}→ ${say(view, shown.provokes.summary)}</pre>`

function fixBlock(fix: Fix, view: View): Markup {
  const safety = say(view, fix.safety === 'safe' ? words.safe : words.unsafe)
  return html`<h4>${say(view, words.fix)}: ${say(view, fix.title)} <span class="pill ${fix.safety}">${safety}</span></h4>${fix.edits.length > 0 ? fixDiff(fix, view) : undefined}`
}

const mostProblems = 50

function problems(report: Report, view: View): Markup | undefined {
  const found = untold(report).slice(0, mostProblems)
  if (found.length === 0) return undefined
  const lines = found.map(each => html`<li><code>${each.path}:${each.line}</code> ${say(view, each.message)}</li>`)
  return html`<div class="problems"><h3>${say(view, words.problems)}</h3><ul>${lines}</ul></div>`
}
