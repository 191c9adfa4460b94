import { within } from '../regex/language.ts'
import { nameOf } from '../syntax.ts'
import type { Place } from './captures.ts'
import type { Contents } from './contents.ts'

/** Did a rewrite of the same script possibly match before the statement? Then captures are copied as they are. */
export const afterRewrite = ({ level, before }: Place): boolean =>
  level.own.slice(0, before && level.own.indexOf(before)).some(one => nameOf(one) === 'rewrite')

/** In `set` before any rewrite the script engine percent-encodes positional captures. */
export function percentEncoded(contents: Contents): Contents {
  const visible = [[33, 126]] as const
  return {
    ...contents,
    traces: contents.traces.map(trace => ({ ...trace, characters: within(trace.characters, visible) })),
    characters: within(contents.characters, visible),
    first: within(contents.first, visible),
  }
}
