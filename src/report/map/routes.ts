import { columns } from '../../exposure/index.ts'
import { columnWidths } from './boxes.ts'
import type { Route, Slot } from './layers.ts'

export const columnGap = 64
export const margin = 6

/** Left edge of each column. */
export const lefts: readonly number[] = columns.map(
  (_, at) => margin + columns.slice(0, at).reduce((sum, name) => sum + columnWidths[name] + columnGap, 0),
)
export const mapWidth: number = 2 * margin + columns.reduce((sum, name) => sum + columnWidths[name], 3 * columnGap)

const widthAt = (column: number): number => columnWidths[columns[column] as keyof typeof columnWidths]

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where each route leaves and enters its slots: spread over the side of a box, in the order of the other ends. */
export function portsOf(routes: readonly Route[]): (route: Route, step: number) => readonly [from: Point, to: Point] {
  const leaving = new Map<Slot, Route[]>()
  const entering = new Map<Slot, Route[]>()
  const hops = routes.flatMap(route =>
    route.slots.slice(1).map((to, at) => ({ route, from: route.slots[at] as Slot, to })),
  )
  for (const { route, from } of hops.toSorted((a, b) => a.to.y - b.to.y)) add(leaving, from, route)
  for (const { route, to } of hops.toSorted((a, b) => a.from.y - b.from.y)) add(entering, to, route)
  return (route, step) => {
    const [from, to] = [route.slots[step] as Slot, route.slots[step + 1] as Slot]
    return [
      { x: (lefts[from.column] ?? 0) + widthAt(from.column), y: portY(from, leaving, route) },
      { x: lefts[to.column] ?? 0, y: portY(to, entering, route) },
    ]
  }
}

function add(map: Map<Slot, Route[]>, slot: Slot, route: Route): void {
  const list = map.get(slot)
  if (list) list.push(route)
  else map.set(slot, [route])
}

function portY(slot: Slot, side: ReadonlyMap<Slot, readonly Route[]>, route: Route): number {
  const all = side.get(slot) ?? []
  const room = Math.max(0, slot.height - 20)
  const step = all.length < 2 ? 0 : Math.min(14, room / (all.length - 1))
  return Math.round(slot.y + (all.indexOf(route) - (all.length - 1) / 2) * step)
}

/** A path through all slots of a route: curves in the gaps, straight through lanes. */
export function pathOf(route: Route, ports: ReturnType<typeof portsOf>): string {
  const parts = route.slots.slice(1).map((_, step) => {
    const [from, to] = ports(route, step)
    const middle = (from.x + to.x) / 2
    return `${step === 0 ? 'M' : 'L'}${from.x},${from.y}C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`
  })
  return parts.join('')
}
