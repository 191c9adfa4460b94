import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Provokes, Witness } from '../rule.ts'
import type { CachedPlace } from './cached-places.ts'
import { openRequestTo, type RequestTo, type Way } from './request-to.ts'

/** A request whose answer a cache keeps where the application allows it: no condition takes it out. */
export function cachedRequest(model: NginxModel, { pass, level }: CachedPlace, way: Way): RequestTo | undefined {
  const { family, handler } = pass
  const conditions = ['no_cache', 'cache_bypass', 'cache_min_uses'].map(name => `${family}_${name}`)
  const written = [...conditions, 'try_files'].some(name => model.setting(level, name).origin !== 'default')
  return family === 'proxy' && !written ? openRequestTo(model, handler, way) : undefined
}

/** A file of a folder, for whose answer a client asks twice. */
export const fileOf = ({ target }: RequestTo, rest: string): string => `${target.replace(/[^/]*$/, '')}${rest}`

/** The second request gets what the first has stored. */
export const storedAnswer = (
  [before, last]: readonly [RequestTo, RequestTo],
  summary: Provokes['summary'],
): Witness => ({ ...last, before: [before], provokes: { upstreamSilent: true, summary } })
