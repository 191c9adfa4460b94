import { columns } from '../../exposure/index.ts'
import type { Box } from './boxes.ts'
import type { ShownEdge, ShownNode } from './shown.ts'

/** A place in a column: a box, or the lane of an edge that passes the column. */
export interface Slot {
  readonly column: number
  readonly box: Box | undefined
  readonly height: number
  readonly before: Slot[]
  readonly after: Slot[]
  /** Vertical middle. */
  y: number
}

/** An edge as the slots it runs through, from its first box to its last. */
export interface Route {
  readonly edge: ShownEdge
  readonly slots: readonly Slot[]
}

export interface Layers {
  readonly columns: readonly Slot[][]
  readonly routes: readonly Route[]
}

const laneHeight = 12
const rounds = 8

/** Puts boxes into columns and orders them so that few edges cross. Edges that skip a column get a lane between its boxes. */
export function layered(boxes: readonly Box[], edges: readonly ShownEdge[]): Layers {
  const slots = new Map<ShownNode, Slot>()
  for (const box of boxes) slots.set(box.node, slot(columns.indexOf(box.node.column), box))
  const all = [...slots.values()]
  const routes = edges.flatMap(edge => {
    const [from, to] = [slots.get(edge.from), slots.get(edge.to)]
    return from && to ? [{ edge, slots: lanes(from, to, all) }] : []
  })
  const layers = columns.map((_, at) => all.filter(each => each.column === at))
  for (let round = 0; round < rounds; round++) {
    const downwards = round % 2 === 0
    for (const layer of downwards ? layers : [...layers].reverse()) sortByNeighbours(layer, downwards, layers)
  }
  return { columns: layers, routes }
}

const slot = (column: number, box?: Box): Slot => ({
  column,
  box,
  height: box?.height ?? laneHeight,
  before: [],
  after: [],
  y: 0,
})

function lanes(from: Slot, to: Slot, all: Slot[]): Slot[] {
  const way = [from]
  for (let column = from.column + 1; column < to.column; column++) {
    const lane = slot(column)
    all.push(lane)
    way.push(lane)
  }
  way.push(to)
  for (const [at, each] of way.entries()) {
    const next = way[at + 1]
    if (!next) continue
    each.after.push(next)
    next.before.push(each)
  }
  return way
}

/** Barycentre: each slot goes to the mean rank of its neighbours in the column that was ordered before. */
function sortByNeighbours(layer: Slot[], downwards: boolean, layers: readonly Slot[][]): void {
  const ranks = new Map(layers.flatMap(each => each.map((one, at) => [one, at / each.length] as const)))
  const own = new Map(layer.map((one, at) => [one, at / layer.length]))
  const centre = (one: Slot): number => {
    const near = downwards ? one.before : one.after
    if (near.length === 0) return own.get(one) ?? 0
    return near.reduce((sum, each) => sum + (ranks.get(each) ?? 0), 0) / near.length
  }
  const centres = new Map(layer.map(one => [one, centre(one)]))
  layer.sort((a, b) => (centres.get(a) ?? 0) - (centres.get(b) ?? 0) || (own.get(a) ?? 0) - (own.get(b) ?? 0))
}
