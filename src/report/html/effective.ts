import type { EffectiveValue, Model } from '../../formats/format.ts'
import { formats } from '../../formats/index.ts'
import { fill } from '../../message/index.ts'
import { position } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { html, type Markup } from '../medium/html.ts'
import { amongThese, isNotHere, notHere, shownScope, shownValue } from '../shown-value.ts'
import { say, type View } from '../view.ts'
import { words } from './words.ts'

/** Values in force, equal ones in one row however many places they hold in. */
export function effectiveSection(view: View): Markup {
  const tables = (view.behind?.models ?? []).map(model => table(model, view))
  return html`<section id="effective"><h2>${say(view, words.effective)}</h2>${tables}</section>`
}

interface Row {
  readonly setting: string
  readonly value: string
  readonly scopes: Set<string>
  readonly origins: Set<string>
  readonly shadowed: Set<string>
}

const mostRows = 250

function table(model: Model, view: View): Markup {
  const rows = rowsOf(model, view)
  const shown = rows.slice(0, mostRows).map(row => rowOf(row, view))
  const more = rows.length - shown.length
  const heads = [words.setting, words.value, words.origin, words.holds].map(
    head => html`<th scope="col">${say(view, head)}</th>`,
  )
  const rest = more > 0 ? html`<p class="note">${fill(say(view, words.cutTable), { more })}</p>` : undefined
  return html`<details class="settings"><summary>${model.format} <code>${model.root}</code> <span class="count">${rows.length}</span></summary>
<table><thead><tr>${heads}</tr></thead><tbody>${shown}</tbody></table>${rest}</details>`
}

function rowsOf(model: Model, view: View): Row[] {
  const format = formats.find(each => each.id === model.format)
  const rows = new Map<string, Row>()
  for (const each of format?.effective(model) ?? []) {
    const value = shownValue(each)
    const key = `${each.setting}\n${value}`
    const row = rows.get(key) ?? {
      setting: each.setting,
      value,
      scopes: new Set(),
      origins: new Set(),
      shadowed: new Set(),
    }
    rows.set(key, row)
    row.scopes.add(shownScope(each))
    row.origins.add(originOf(each, view))
    for (const hidden of each.shadowed ?? []) row.shadowed.add(placeOf(hidden))
  }
  return [...rows.values()]
}

function originOf(each: EffectiveValue, view: View): string {
  if (isNotHere(each)) return say(view, notHere)
  if (each.origin === 'default') return say(view, words.default)
  return placeOf(each.origin) + (each.unseen ? say(view, amongThese) : '')
}

const placeOf = ({ file, span }: Directive): string => `${file.path}:${position(file, span.start).line}`

const rowOf = ({ setting, value, scopes, origins, shadowed }: Row, view: View): Markup =>
  html`<tr><th scope="row"><code>${setting}</code></th><td><code>${value}</code></td><td>${listed(origins, view)}${
    shadowed.size > 0 ? html` <span class="note">${say(view, words.hides)} ${listed(shadowed, view)}</span>` : undefined
  }</td><td>${listed(scopes, view)}</td></tr>`

function listed(all: ReadonlySet<string>, view: View): string {
  const [first = ''] = all
  return all.size < 2 ? first : fill(say(view, words.places), { first, more: all.size - 1, count: all.size })
}
