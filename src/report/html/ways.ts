import { columns } from '../../exposure/index.ts'
import { fill } from '../../message/index.ts'
import type { ShownEdge, ShownMap, ShownNode } from '../map/shown.ts'
import { draw } from '../map/svg.ts'
import { mapWords, securityWords } from '../map/words.ts'
import { html, Markup } from '../medium/html.ts'
import { say, type View } from '../view.ts'
import { words } from './words.ts'

/** The map as a picture where there is room, and as a list of ways that reads well on paper, aloud and on a phone. */
export function mapSection(maps: readonly ShownMap[], view: View): Markup {
  const figures = maps.map(map => figure(map, view, maps.length > 1))
  return html`<section class="exposure" id="map"><h2>${say(view, words.map)}</h2>${figures}<p class="note">${say(view, mapWords.note)}</p></section>`
}

function figure(map: ShownMap, view: View, named: boolean): Markup {
  const title = named && map.root !== undefined ? html`<h3>${map.root}</h3>` : undefined
  if (map.nodes.length === 0) return html`${title}<p>${say(view, mapWords.empty)}</p>`
  const { width, height, content } = draw(map, view)
  const picture = html`<svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-label="${say(view, words.map)}">
${new Markup(content)}</svg>`
  return html`${title}<figure>${picture}</figure><h3 class="listhead">${say(view, words.ways)}</h3>${waysList(map, view)}`
}

interface Walk {
  readonly leaving: ReadonlyMap<ShownNode, readonly ShownEdge[]>
  /** Groups whose names were given already. */
  readonly told: Set<ShownNode>
  readonly view: View
}

function waysList({ nodes, edges }: ShownMap, view: View): Markup {
  const leaving = new Map<ShownNode, ShownEdge[]>()
  for (const edge of edges) leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge])
  const walk: Walk = { leaving, told: new Set(), view }
  const sources = nodes.filter(({ column }) => column === columns[0])
  return html`<ul class="ways">${sources.map(node => html`<li>${nodeText(node, walk)}${below(node, walk)}</li>`)}</ul>`
}

function below(node: ShownNode, walk: Walk): Markup | undefined {
  const ways = walk.leaving.get(node) ?? []
  if (ways.length === 0) return undefined
  return html`<ul>${ways.map(edge => html`<li class="${edge.broken === undefined ? edge.security : 'broken'}">${edgeText(edge, walk)}${nodeText(edge.to, walk)}${below(edge.to, walk)}</li>`)}</ul>`
}

const edgeText = ({ security, broken }: ShownEdge, { view }: Walk): Markup =>
  html`<span class="pill ${broken === undefined ? security : 'broken'}">${broken === undefined ? '' : '✕ '}${say(view, securityWords[security])}</span> `

function nodeText(node: ShownNode, walk: Walk): Markup {
  const { title, details, broken, at, members } = node
  const grouped = members.length > 1
  const first = grouped && !walk.told.has(node)
  walk.told.add(node)
  return html`<b>${title}</b>${grouped ? undefined : details.map(detail => html` <span class="detail">${detail}</span>`)}${
    broken === undefined ? undefined : html` <em>✕ ${broken}</em>`
  }${at && html` <code class="at">${at.path}:${at.line}</code>`}${first ? names(members, walk.view) : undefined}`
}

const names = (members: readonly string[], view: View): Markup =>
  html`<details class="members"><summary>${fill(say(view, words.members), { count: members.length })}</summary><p>${members.join(', ')}</p></details>`
