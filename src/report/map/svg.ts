import { columns, type Security } from '../../exposure/index.ts'
import { xml } from '../medium/xml.ts'
import { say, type View } from '../view.ts'
import { type Box, boxOf, columnWidths } from './boxes.ts'
import { type Layers, layered, type Route } from './layers.ts'
import { legend, legendHeight } from './legend.ts'
import { place } from './placing.ts'
import { lefts, mapWidth, type Point, pathOf, portsOf } from './routes.ts'
import type { ShownMap, ShownNode } from './shown.ts'
import { columnWords, mapWords, securityWords } from './words.ts'

/** A drawn map. Colours and dashes come from `mapStyle`. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** What stands inside the `svg` element. */
  readonly content: string
}

const headHeight = 34

export function draw(map: ShownMap, view: Pick<View, 'lang'>): Drawing {
  const boxes = map.nodes.map(node => boxOf(node, view))
  const layers = layered(boxes, map.edges)
  const bottom = place(layers, headHeight)
  const used: Security[] = [...new Set(map.edges.map(edge => edge.security))]
  const broken = map.edges.some(edge => edge.broken !== undefined)
  const height = bottom + 18 + legendHeight(used, { broken, view })
  const index = new Map(map.nodes.map((node, at) => [node, at]))
  const content = [
    heads(view),
    ...edges(layers, { index, view }),
    ...layers.columns.flat().flatMap(slot => (slot.box ? [nodeOf(slot.box, slot.y, { index, view })] : [])),
    legend(used, { broken, view, y: bottom + 18 }),
  ].join('\n')
  return { width: mapWidth, height, content }
}

interface Context {
  readonly index: ReadonlyMap<ShownNode, number>
  readonly view: Pick<View, 'lang'>
}

const heads = (view: Pick<View, 'lang'>): string =>
  columns
    .map((column, at) => {
      const x = lefts[at] ?? 0
      const line = `<line class="head" x1="${x}" x2="${x + columnWidths[column]}" y1="20" y2="20"/>`
      return `<text class="head" x="${x}" y="13">${xml(say(view, columnWords[column]))}</text>${line}`
    })
    .join('')

/** Broken edges last: they lie on top. */
function edges({ routes }: Layers, context: Context): string[] {
  const ports = portsOf(routes)
  const ordered = routes.toSorted((a, b) => Number(a.edge.broken !== undefined) - Number(b.edge.broken !== undefined))
  return ordered.map(route => edgeOf(route, ports, context))
}

function edgeOf(route: Route, ports: ReturnType<typeof portsOf>, { index, view }: Context): string {
  const { from, to, security, broken } = route.edge
  const [a, b] = [index.get(from), index.get(to)]
  const [start, end] = [ports(route, 0), ports(route, route.slots.length - 2)]
  const words = [`${from.title} → ${to.title}`, say(view, securityWords[security]), ...(broken ? [broken] : [])]
  const head = `<path class="tip" d="M${end[1].x - 8},${end[1].y - 4}L${end[1].x},${end[1].y}L${end[1].x - 8},${end[1].y + 4}Z"/>`
  return (
    `<g class="edge ${broken === undefined ? security : 'broken'} n${a} n${b}" data-from="${a}" data-to="${b}">` +
    `<title>${xml(words.join(' · '))}</title><path class="line" d="${pathOf(route, ports)}"/>${head}` +
    `${broken === undefined ? '' : cross(start)}</g>`
  )
}

/** A mark in the middle of the first curve, so that a broken edge is known without colour. */
function cross([from, to]: readonly [Point, Point]): string {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
  return `<circle class="mark" cx="${x}" cy="${y}" r="7"/><path class="cross" d="M${x - 3},${y - 3}l6,6m0,-6l-6,6"/>`
}

function nodeOf(box: Box, middle: number, { index, view }: Context): string {
  const { node, width, height } = box
  const x = lefts[columns.indexOf(node.column)] ?? 0
  const y = Math.round(middle - height / 2)
  const state = `${node.security ?? 'none'}${node.broken === undefined ? '' : ' broken'}`
  const at = index.get(node)
  const full = [node.title, ...node.details, ...(node.broken ? [`${say(view, mapWords.broken)}: ${node.broken}`] : [])]
  const lines = box.lines.map(
    line => `<text class="${line.style}" x="${x + 11}" y="${y + line.y}">${xml(line.text)}</text>`,
  )
  return (
    `<g class="node ${node.column} ${state}" data-node="${at}"><title>${xml(full.join('\n'))}</title>` +
    `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="7"/>` +
    `<rect class="bar" x="${x}" y="${y + 7}" width="4" height="${height - 14}" rx="2"/>` +
    `<text class="kind" x="${x + 11}" y="${y + 18}">${xml(box.kind)}</text>${badge(box, x + width, y)}${lines.join('')}</g>`
  )
}

const badge = ({ badge: text }: Box, right: number, y: number): string =>
  text === undefined ? '' : `<text class="badge" x="${right - 10}" y="${y + 18}">${xml(text)}</text>`

/** A picture by itself. */
export function standalone(maps: readonly ShownMap[], style: string, view: Pick<View, 'lang'>): string {
  const drawings = maps.filter(({ nodes }) => nodes.length > 0).map(map => draw(map, view))
  const width = mapWidth
  const height = drawings.reduce((sum, each) => sum + each.height, 0)
  let y = 0
  const parts = drawings.map(each => {
    const part = `<svg y="${y}" width="${each.width}" height="${each.height}">\n${each.content}\n</svg>`
    y += each.height
    return part
  })
  const title = xml(say(view, mapWords.title))
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="map page" viewBox="-12 -12 ${width + 24} ${Math.max(height, 20) + 24}" ` +
    `width="${width + 24}" height="${Math.max(height, 20) + 24}" role="img" lang="${view.lang}">\n<title>${title}</title>\n` +
    `<style>${style}</style>\n${parts.length > 0 ? parts.join('\n') : empty(view)}\n</svg>\n`
  )
}

const empty = (view: Pick<View, 'lang'>): string =>
  `<text class="legend" y="14">${xml(say(view, mapWords.empty))}</text>`
