import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { asLocation } from './statements.ts'
import { type Pass, passes } from './targets.ts'

/** A place whose answers are stored. */
export interface CachedPlace {
  readonly pass: Pass
  readonly level: Level
  readonly zone: string
  /** The `*_cache` that switches it on. */
  readonly switchedOn: Directive
}

/** Places where `proxy_cache` and its siblings are in force. */
export function* cachedPlaces(model: NginxModel): Generator<CachedPlace> {
  const families = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].filter(family => model.writers(`${family}_cache`).length > 0)
  if (families.length === 0) return
  for (const pass of passes(model)) {
    if (!families.includes(pass.family)) continue
    const { level } = pass.handler
    const { value, origin } = model.setting(level, `${pass.family}_cache`)
    const zone = value[0] ?? 'off'
    if (origin !== 'default' && zone !== 'off') yield { pass, level, zone, switchedOn: origin }
  }
}

/** Files that are the same for everybody, by their ending or their folder. */
export function looksStatic(level: Level): boolean {
  const match = asLocation(level)?.match
  if (!match) return false
  const pattern = match.pattern.toLowerCase()
  if (/regex$/.test(match.kind)) return /\b(?:css|js|png|jpe\?g|jpg|gif|svg|woff2?|ico|webp)\b/.test(pattern)
  return /\/(?:static|assets|images?|img|css|js|fonts|dist|public)(?:\/|$)/.test(pattern)
}
