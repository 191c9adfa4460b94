import type { Report } from '../../engine/types.ts'
import type { View } from '../view.ts'
import { type ShownMap, shownMaps } from './shown.ts'
import { focusStyle, mapStyle, palette } from './style.ts'
import { standalone } from './svg.ts'

/** The exposure maps as one picture that follows the reader's light or dark scheme. */
export const render = (_report: Report, view: View): string => picture(shownMaps(view), view)

export function picture(maps: readonly ShownMap[], view: Pick<View, 'lang'>): string {
  const nodes = Math.max(0, ...maps.map(map => map.nodes.length))
  return standalone(maps, `${palette}.page{background:var(--paper)}${mapStyle}${focusStyle(nodes)}`, view)
}
