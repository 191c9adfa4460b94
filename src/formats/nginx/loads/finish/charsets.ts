import { problemAt } from '../problem.ts'
import { note, report, type State, type World } from '../state.ts'
import { effective, wordOf } from './effective.ts'

/** Text is converted from `source_charset` to `charset` by a table that somebody has to write. */
export function checkCharsets(world: World, state: State): void {
  if (!world.present.has('source_charset')) return
  for (const frame of world.levels) {
    const charset = effective(frame, 'charset')
    const source = effective(frame, 'source_charset')
    const [to, from] = [wordOf(charset), wordOf(source)]
    if (!charset || !to || !from || to === 'off' || to.startsWith('$') || from.startsWith('$')) continue
    const pair = [from.toLowerCase(), to.toLowerCase()]
    if (frame.context === 'http' || pair[0] === pair[1]) continue
    if (note(world.frame, `charset_map ${pair.sort().join(' ')}`)) continue
    report(state, problemAt(charset, 'charset-unmapped', { from, to }, { line: null }))
    return
  }
}
