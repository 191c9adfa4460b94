import { problemAt } from '../problem.ts'
import { type Frame, report, type State, type World } from '../state.ts'

/** Two locations of one level that match the same: exact with exact, prefix with prefix. */
export function checkLocations(world: World, state: State): void {
  const byParent = new Map<Frame, Map<string, Frame>>()
  for (const frame of world.levels) {
    const { location, parent, directive } = frame
    if (!location || !parent || !directive) continue
    if (location.kind !== 'prefix' && location.kind !== 'exact') continue
    let known = byParent.get(parent)
    if (!known) {
      known = new Map()
      byParent.set(parent, known)
    }
    const key = location.kind === 'exact' ? `=${location.name}` : ` ${location.name}`
    const twin = known.get(key)
    if (twin) {
      const other = twin.directive
      report(state, problemAt(directive, 'location-duplicate', { location: location.name }, { other }))
    } else known.set(key, frame)
  }
}
