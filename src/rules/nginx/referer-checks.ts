import type { Level } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { asLocation } from './statements.ts'

/** What `valid_referers` decides, and where. */

const asks = ({ args }: Directive): boolean => args.some(({ value }) => /\$\{?invalid_referer\b/i.test(value))

/** The `if` that turns requests of other pages away. */
export const refererGuard = (level: Level): Directive | undefined => level.written('if').find(asks)

/** The lines in force: those of the nearest level that writes any. */
export function referers(level: Level): readonly Directive[] {
  for (let outer: Level | undefined = level; outer; outer = outer.parent) {
    const own = outer.written('valid_referers')
    if (own.length > 0) return own
  }
  return []
}

const media =
  /^(?:jpe?g|jpg|jpe\?g|png|gif|webp|avif|svgz?|svgz\?|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|flac|wav|avi|mov|mkv|flv|swf|heic)$/

/** Against hot-linking of pictures the check may be as weak as it is. */
export function isMedia(level: Level): boolean {
  const match = asLocation(level)?.match
  if (!match) return false
  if (match.kind === 'prefix' || match.kind === 'noregex')
    return /^\/(?:[\w-]+\/){0,3}(?:images?|img|media|videos?|photos?|pictures?|pics|gallery|thumbs?|thumbnails?)\/?$/i.test(
      match.pattern,
    )
  const list = /\\\.\(?(?:\?:)?([\w|?]+)\)?\$$/.exec(match.pattern)?.[1]
  return list?.split('|').every(extension => media.test(extension.toLowerCase())) ?? false
}
