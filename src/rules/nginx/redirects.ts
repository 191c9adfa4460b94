import type { Handler, Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { sampleRegex } from '../../formats/nginx/regex/index.ts'
import type { RedirectServe } from '../../formats/nginx/serve.ts'
import { isApiPath, isApiServer } from '../../remedies/nginx/api.ts'
import type { Directive } from '../../tree/index.ts'
import { looksStatic } from './cached-places.ts'
import { errorRedirect, hasErrorRedirects } from './error-redirects.ts'
import { isLocation, leaksOf } from './leaks.ts'

/** A place of a server that answers with a redirect. */
export interface Redirect extends Handler {
  readonly serve: RedirectServe
}

/** Every redirect of a server; an `error_page` that makes one of several refusals counts once. */
export function redirectsOf(model: NginxModel, server: Server): Redirect[] {
  if (!hasErrorRedirects(model)) return model.handlers(server).filter(isRedirect)
  const said = new Set<Directive>()
  return model.handlers(server).flatMap((handler): Redirect[] => {
    if (isRedirect(handler)) return [handler]
    const serve = errorRedirect(model, handler)
    if (!serve || said.has(serve.directive)) return []
    said.add(serve.directive)
    return [{ ...handler, serve }]
  })
}

export const isRedirect = (handler: Handler): handler is Redirect => handler.serve.kind === 'redirect'

/** Scheme, authority and rest of an absolute URL as written; undefined for a path. */
export function splitUrl(url: string): { scheme: string; authority: string; start: number } | undefined {
  const found = /^([a-z]+|\$\{?\w+\}?):\/\//i.exec(url)
  if (!found) return undefined
  const start = found[0].length
  const rest = url.slice(start)
  // Behind a variable the path may begin without a slash: `$host$request_uri`.
  const end = rest.search(/[/?#]|\$\{?(?:request_uri|uri|document_uri|is_args)\b/i)
  return { scheme: found[1] as string, authority: end === -1 ? rest : rest.slice(0, end), start }
}

/** The TLS servers that answer for the exact names of a server. */
export function twinsOf(model: NginxModel, server: Server): Server[] {
  const secure = model.listeners.filter(({ world, tls, transport }) => world === 'http' && tls && transport === 'tcp')
  const names = server.names.filter(({ kind }) => kind === 'exact').map(({ value }) => value)
  const found = secure.flatMap(listener =>
    names.flatMap(name => {
      const match = model.matchServer(listener, name)
      return match.name ? [match.server] : []
    }),
  )
  return [...new Set(found)].filter(twin => twin !== server)
}

/** Does the redirect stay on the names of its server, by variable or by a literal? */
export function staysHome({ serve, server }: Redirect): boolean {
  const host = splitUrl(serve.url)?.authority.toLowerCase() ?? ''
  if (host.includes('$')) return true
  return server.names.some(({ value }) => value.toLowerCase() === host.replace(/:\d+$/, ''))
}

/** The nearest location the answer stands in; undefined when it answers for the whole server. */
export function locationOf(level: Level): Level | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (isLocation(at)) return at
  return undefined
}

/** Why a path is taken for an API: its own name, the server's, or what the TLS server does with it. */
export type ApiEvidence = 'path' | 'name' | 'twin'

export function apiEvidence(
  model: NginxModel,
  redirect: Redirect,
  apiPaths: readonly string[],
): ApiEvidence | undefined {
  const location = locationOf(redirect.level)
  if (location && isLocation(location) && isApiPath(pathOf(location), apiPaths)) return 'path'
  if (isApiServer(redirect.server, apiPaths)) return 'name'
  return twinApiPaths(model, redirect, apiPaths).length > 0 ? 'twin' : undefined
}

/** API paths of the TLS server that this very redirect answers in clear. */
export function twinApiPaths(model: NginxModel, { level, server }: Redirect, apiPaths: readonly string[]): string[] {
  const location = locationOf(level)
  const paths = twinsOf(model, server).flatMap(twin => apiLocations(twin, apiPaths))
  return [...new Set(paths)].filter(path => {
    const chosen = server.serve ? undefined : model.matchLocation(server, path).location
    return chosen === location
  })
}

export const apiLocations = (server: Server, apiPaths: readonly string[]): readonly string[] =>
  server.locations.map(pathOf).filter(path => isApiPath(path, apiPaths))

/** The path of a location; of a pattern one that it matches: `^/v[1-9]/` → `/v1/`. */
function pathOf({ match: { kind, pattern } }: Location): string {
  if (!pattern.startsWith('^/') || (kind !== 'regex' && kind !== 'iregex')) return pattern
  return sampleRegex(pattern, '/', kind === 'iregex') || pattern
}

/** The TLS server hands what was redirected to an application that may expect a body. */
export const twinProxies = (model: NginxModel, server: Server): boolean =>
  twinsOf(model, server).some(twin =>
    leaksOf(model, twin).some(({ kind, level }) => kind === 'application' && !onlyFiles(model, level)),
  )

/** Nobody sends a body there: files by their ending or folder, and those that are fetched slice by slice. */
const onlyFiles = (model: NginxModel, level: Level): boolean =>
  looksStatic(level) || !/^0?[a-z]?$/i.test(model.text(level, 'slice'))
