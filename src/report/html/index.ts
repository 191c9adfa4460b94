import type { Report } from '../../engine/types.ts'
import { shownMaps } from '../map/shown.ts'
import { focusStyle } from '../map/style.ts'
import { html } from '../medium/html.ts'
import { say, type View } from '../view.ts'
import { effectiveSection } from './effective.ts'
import { findingsSection } from './findings.ts'
import { headSection, rootsOf } from './head.ts'
import { planSection, waiversSection } from './plan.ts'
import { scoreSection } from './score.ts'
import { sheet } from './sheet.ts'
import { shell } from './shell.ts'
import { mapSection } from './ways.ts'
import { words } from './words.ts'

/** One page for people: score, exposure map, findings, effective settings, plan, waivers. No script, nothing loaded. */
export function render(report: Report, view: View): string {
  const maps = shownMaps(view)
  const nodes = Math.max(0, ...maps.map(map => map.nodes.length))
  const links = (['score', 'map', 'findings', 'effective', 'plan', 'waivers'] as const).map(
    id => html`<a href="#${id}">${say(view, words[id])}</a> `,
  )
  const body = html`<main>${headSection(report, view)}<nav>${links}</nav>
${scoreSection(report, view)}
${mapSection(maps, view)}
${findingsSection(report, view)}
${effectiveSection(view)}
${planSection(view)}
${waiversSection(report, view)}</main>`
  const title = `${say(view, words.report)}: ${rootsOf(report, view)}`
  return shell({ title, lang: view.lang, style: `${sheet}${focusStyle(nodes)}`, body })
}
