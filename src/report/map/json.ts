import type { Report } from '../../engine/types.ts'
import { json } from '../medium/json.ts'
import type { View } from '../view.ts'
import { type ShownMap, shownMaps } from './shown.ts'

/** For programs: one map per host. Fields are only ever added. */
export const render = (_report: Report, view: View): string => json({ schema: 1, maps: shownMaps(view).map(mapValue) })

const mapValue = ({ root, nodes, edges, grouped }: ShownMap): object => ({
  root: root ?? null,
  grouped,
  nodes: nodes.map(({ security, broken, at, ...rest }) => ({
    ...rest,
    security: security ?? null,
    broken: broken ?? null,
    at: at ?? null,
  })),
  edges: edges.map(({ from, to, security, broken }) => ({
    from: from.id,
    to: to.id,
    security,
    broken: broken ?? null,
  })),
})
