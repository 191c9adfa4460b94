import type { Directive } from '../../../../tree/index.ts'
import type { MessageId } from '../messages/index.ts'
import { type Line, problemAt } from '../problem.ts'
import { type Frame, report, type State, type World } from '../state.ts'
import { parseNumber, parseSize } from '../values/number.ts'
import { effective, wordOf } from './effective.ts'

const families = ['proxy', 'fastcgi', 'uwsgi', 'scgi']
const page = 4096
const suffixes = ['buffers', 'buffer_size', 'busy_buffers_size', 'temp_file_write_size', 'max_temp_file_size']

const size = (directive: Directive | undefined, fallback: number): number => {
  const value = wordOf(directive)
  return value === undefined ? fallback : parseSize(value)
}

interface Broken {
  readonly id: MessageId
  readonly at: Directive
}

/** The first relation between the buffers of a level that the daemon refuses. */
function broken(frame: Frame, family: string): Broken | undefined {
  const get = (suffix: string): Directive | undefined => effective(frame, `${family}_${suffix}`)
  const [buffers, buffer, busy, write, most] = suffixes.map(get)
  const count = buffers ? parseNumber(wordOf(buffers) ?? '') : 8
  const each = buffers ? parseSize(wordOf(buffers, 1) ?? '') : page
  const large = Math.max(size(buffer, page), each)
  const own = (buffer ?? buffers) as Directive
  const busySize = size(busy, 2 * large)
  if (count < 2) return { id: 'buffers-two', at: buffers as Directive }
  if (busySize < large) return { id: 'buffers-busy-small', at: busy ?? own }
  if (busySize > (count - 1) * each) return { id: 'buffers-busy-large', at: busy ?? own }
  if (size(write, 2 * large) < large) return { id: 'buffers-write', at: write ?? own }
  const limit = size(most, 1024 ** 3)
  return limit !== 0 && limit < large ? { id: 'buffers-max', at: most ?? own } : undefined
}

/** Sizes of buffers that do not fit together, once per level that sets one of them. */
export function checkBuffers(world: World, state: State, line: Line): void {
  for (const family of families) {
    const names = suffixes.map(suffix => `${family}_${suffix}`)
    if (!names.some(name => world.present.has(name))) continue
    for (const frame of world.levels) {
      if (!names.some(name => frame.seen.has(name))) continue
      if (frame === world.frame && world.servers.length === 0) continue
      const found = broken(frame, family)
      if (!found) continue
      report(state, problemAt(found.at, found.id, { family }, { line }))
      break
    }
  }
}
