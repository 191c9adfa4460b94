import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { samplesOf } from '../../formats/nginx/regex/variants.ts'
import type { GatewayServe } from '../../formats/nginx/serve.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { isDirective } from '../../tree/index.ts'
import { headerName } from './header-name.ts'
import type { Place } from './open-places.ts'
import { asLocation } from './statements.ts'

/** What people write for `pm.status_path`: `/status`, `/fpm-status`, `/php-fpm_status`, `/status/fpm`. */
const status = /^\/(?:(?:php[\d.]*|fpm|www|pool)[-_/]?)*status(?:[-_/](?:fpm|php|www|pool))?$/

/** `ping.path`, which says `pong` and is meant to be asked from outside. */
const ping = /^\/(?:(?:php[\d.]*|fpm|www|pool)[-_/]?)*ping$/

/**
 * The FastCGI application that is asked for such a path as if it was a script. PHP-FPM compares SCRIPT_NAME, and only where
 * there is a SCRIPT_FILENAME (measured with 8.2).
 */
export function fpmBehind(model: NginxModel, { level, serve }: Place['handler']): GatewayServe | undefined {
  const location = serve.kind === 'fastcgi' ? asLocation(level) : undefined
  if (!location || serve.kind !== 'fastcgi' || location.internal || level.writes('try_files')) return undefined
  const named = namesStatus(location)
  const unread = unreadIncludes(model, location)
  const parameter = (name: string): string | undefined => {
    const entry = model.list(level, 'fastcgi_param').entries.findLast(one => headerName(one) === name)
    return entry && argumentAt(entry, 1)
  }
  const script = parameter('script_filename') ?? (unread.some(path => path.endsWith('fastcgi.conf')) ? '$' : '')
  const name = parameter('script_name') ?? (unread.length > 0 ? '$fastcgi_script_name' : '')
  if (!unread.every(path => /(?:^|\/)fastcgi(?:_params|\.conf)$/.test(path)) || script === '') return undefined
  const passed = named && script.includes('$') && !/\.php\d?$/.test(script) && isPath(name)
  return passed || status.test(name) ? serve : undefined
}

const isPath = (name: string): boolean => /^\$\{?(?:fastcgi_script_name|uri|document_uri)\}?$/i.test(name)

/** Every path of the location is such a one. */
function namesStatus({ match: { kind, pattern } }: Location): boolean {
  if (kind === 'exact' || kind === 'prefix' || kind === 'noregex') return status.test(pattern)
  if (!pattern.startsWith('^') || !pattern.endsWith('$')) return false
  const texts = samplesOf(pattern, kind === 'iregex', '/') ?? []
  return texts.some(text => status.test(text)) && texts.every(text => status.test(text) || ping.test(text))
}

/** What a location includes of files that are not here. */
const unreadIncludes = ({ forest: { included } }: NginxModel, { directive }: Location): readonly string[] =>
  (directive?.block?.nodes ?? [])
    .filter(isDirective)
    .filter(one => nameOf(one) === 'include' && (included?.get(one) ?? []).length === 0)
    .map(one => argumentAt(one, 0))
