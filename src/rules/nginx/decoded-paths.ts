import type { Level, Location, NginxModel } from '../../formats/nginx/model.ts'
import { has } from '../../formats/nginx/regex/index.ts'
import type { ProxyServe } from '../../formats/nginx/serve.ts'
import { type Contents, endsHost, variablesOf } from '../../formats/nginx/variables/index.ts'

/**
 * `rewrite … $request_uri` of a place or around it puts the path as sent back into `$uri`; a rewrite under `if` does so
 * for some requests only.
 */
export function isRaw(location: Location): boolean {
  for (let level: Level | undefined = location; level; level = level.parent)
    if (level.written('rewrite').some(({ args }) => /\$\{?request_uri\b/i.test(args[1]?.value ?? ''))) return true
  return false
}

/**
 * A path without variables takes the place of what a prefix location matched, and nginx appends the rest of the decoded
 * path. After `rewrite … break` it is not used (ngx_http_proxy_module).
 */
export function ofText(location: Location, { uri }: ProxyServe): boolean {
  const prefix = /^(?:prefix|noregex)$/.test(location.match.kind)
  return uri !== undefined && prefix && !location.writes('rewrite')
}

/** Is the path of the upstream request `$uri` and nothing else but the query? */
export const byDecodedPath = ({ uri = '' }: ProxyServe): boolean =>
  /^\$(?:document_uri|uri|\{document_uri\}|\{uri\})(?:\?|\$\{?is_args\b|$)/i.test(uri)

/** Does a variable bring a slash of the decoded path into the path of the upstream request? */
export function bringsDecoded(model: NginxModel, level: Location, serve: ProxyServe): boolean {
  const path = (serve.uri ?? behindHost(serve))?.split('?')[0]
  if (!path) return false
  const parts = variablesOf(model).components(path, { level })
  if (serve.uri === undefined && !(parts[0] && endsHost(parts[0].contents))) return false
  return parts.some(({ contents }) => bringsSlash(contents))
}

/** `http://backend$1`: what stands behind the host, as far as it is a path. */
function behindHost({ authority }: ProxyServe): string | undefined {
  const at = authority.search(/[\w.\]]\$/)
  return at === -1 ? undefined : authority.slice(at + 1)
}

const bringsSlash = ({ traces }: Contents): boolean =>
  traces.some(({ variable, characters }) => /^(?:document_)?uri$/.test(variable) && has(characters, 47))
