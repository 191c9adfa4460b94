import type { Report } from '../../engine/types.ts'
import type { View } from '../view.ts'
import { shownMaps } from './shown.ts'
import { focusStyle, mapStyle, palette } from './style.ts'
import { standalone } from './svg.ts'

/** The exposure maps as one picture that follows the reader's light or dark scheme. */
export function render(_report: Report, view: View): string {
  const maps = shownMaps(view)
  const nodes = Math.max(0, ...maps.map(map => map.nodes.length))
  return standalone(maps, `${palette}.page{background:var(--paper)}${mapStyle}${focusStyle(nodes)}`, view)
}
