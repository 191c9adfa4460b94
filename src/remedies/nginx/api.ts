import type { Location, Server } from '../../formats/nginx/model.ts'

const usual = /^\/(?:api|v\d{1,2}|rpc|jsonrpc|graphql|rest|oauth2?|ws)(?:\/|$)/

/** Does the path belong to an API, by the names APIs have or by the paths the user listed? */
export const isApiPath = (path: string, apiPaths: readonly string[] = []): boolean =>
  usual.test(path) || apiPaths.some(prefix => path === prefix || path.startsWith(prefix.replace(/\/?$/, '/')))

/** `api.example.com`, `api-v2.example.com`, `hk.api.example.com`. */
export const isApiName = (name: string): boolean => /(?:^|\.)(?:api|graphql|rpc|ws)(?:[-.\d]|$)/.test(name)

export const isApiServer = (server: Server, apiPaths: readonly string[] = []): boolean =>
  apiPaths.includes('/') || (server.names.length > 0 && server.names.every(({ value }) => isApiName(value)))

/** Prefixes of the server's locations that belong to an API. */
export function apiPrefixes(server: Server, apiPaths: readonly string[] = []): readonly string[] {
  const own = server.locations.filter(isPrefix).map(({ match }) => match.pattern)
  const paths = [...own, ...apiPaths].filter(path => isApiPath(path, apiPaths) && path !== '/')
  const unique = [...new Set(paths)].sort()
  return unique.filter(path => !unique.some(other => other !== path && path.startsWith(other.replace(/\/?$/, '/'))))
}

const isPrefix = ({ match }: Location): boolean => ['prefix', 'noregex', 'exact'].includes(match.kind)
