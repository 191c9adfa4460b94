import { problemAt } from '../problem.ts'
import { type Frame, report, type State, type World } from '../state.ts'
import { parseNumber } from '../values/number.ts'
import { wordOf } from './effective.ts'

/** Every listening socket takes one of the worker's connections. */
export function checkConnections(main: Frame, state: State): void {
  const events = main.seen.get('events')
  if (!events) return
  const written = events.block?.nodes.find(
    node => node.kind === 'directive' && node.name.value === 'worker_connections',
  )
  const directive = written?.kind === 'directive' ? written : undefined
  const have = directive ? parseNumber(wordOf(directive) ?? '') : 512
  let need = 0
  for (const world of state.worlds.values()) need += bound(world)
  if (have < need + 1)
    report(state, problemAt(directive ?? events, 'worker-connections', { have, need }, { line: null }))
}

/** Sockets that are opened: next to a wildcard the other addresses of its port need none of their own. */
function bound({ sockets }: World): number {
  let count = 0
  for (const [key, { options }] of sockets) {
    const colon = key.lastIndexOf(':')
    const wildcard = `${key.startsWith('[') ? '[::]' : '0.0.0.0'}${key.slice(colon)}`
    if (options || key === wildcard || key.startsWith('unix:') || !sockets.has(wildcard)) count++
  }
  return count
}
