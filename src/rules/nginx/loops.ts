import type { Level, Listener, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Redirect, splitUrl } from './redirects.ts'
import { openRequestTo, type RequestTo, sureRequestTo } from './request-to.ts'
import { asked, comesTo } from './script-way.ts'
import { asLocation } from './statements.ts'

/** A redirect that its own place answers again. */
export interface Loop {
  /** A path that gets into it: `/`, `/old`. */
  readonly from: string
  /** What the Location header of the answer holds. */
  readonly location: string
  readonly request: RequestTo | undefined
}

interface Target {
  readonly host: string
  readonly path: string
  readonly listener: Listener
}

/** Undefined: it leads elsewhere, or where it leads depends on more than the files say. */
export function loopOf(model: NginxModel, given: Redirect): Loop | undefined {
  const redirect = { ...given, serve: withPath(given.serve) }
  const { level, server, serve } = redirect
  const location = locationAround(level)
  if (location?.internal) return undefined
  const from = location ? ownPath(location) : '/'
  const target = targetOf(model, redirect, from ?? '/')
  if (!target) return undefined
  const again = location ? model.matchLocation(server, target.path) : undefined
  if (location && from === undefined && !samePath(serve.url)) return undefined
  if (again && from !== undefined && (again.location !== location || again.uncertain)) return undefined
  const { listener, host } = target
  const request = from === undefined ? undefined : requestInto(model, redirect, { path: from, listener, host })
  return {
    from: from ?? level.subject,
    location: serve.url.startsWith('/') ? target.path : `://${host}`,
    request,
  }
}

/** An `if` answers where its location, or the one that the path leads to, would. */
function requestInto(model: NginxModel, redirect: Redirect, way: Target): RequestTo | undefined {
  const { level, server, serve } = redirect
  if (isUnconditional(redirect)) return openRequestTo(model, redirect, way)
  const place = locationAround(level) ?? (server.serve ? server : model.matchLocation(server, way.path).location)
  return sureRequestTo(model, { server, serve, level: place ?? server }, { ...way, followed: true })
}

const locationAround = (level: Level): Location | undefined =>
  asLocation(level.context.startsWith('if-') && level.parent ? level.parent : level)

/** No condition of the level or of its server decides before it. */
export const isUnconditional = ({ level, server }: Redirect): boolean =>
  !level.context.startsWith('if-') &&
  [level, server].every(one => !one.children.some(child => child.context.startsWith('if-')))

/** `rewrite ^/(.*)$ https://example.com/$1 permanent`: the group is the path of the request. */
function withPath(serve: Redirect['serve']): Redirect['serve'] {
  const group =
    nameOf(serve.directive) === 'rewrite' && /^\^(?:(\/)\(\.\*\)|\(\/?\.\*\))\$?$/.exec(argumentAt(serve.directive, 0))
  if (!group) return serve
  const own = group[1] ? /\/\$(?:1|\{1\})(?=\??$)/ : /(?<!\/)\$(?:1|\{1\})(?=\??$)/
  return { ...serve, url: serve.url.replace(own, () => '$uri') }
}

/** The path of the request is kept: whatever chose the location chooses it again. */
const samePath = (url: string): boolean =>
  /^\$\{?(?:request_uri|uri|document_uri)\b/i.test(url.slice(authorityEnd(url)))

function authorityEnd(url: string): number {
  const parts = splitUrl(url)
  return parts ? parts.start + parts.authority.length : 0
}

const ownPath = ({ match }: Location): string | undefined =>
  /^(?:prefix|noregex|exact)$/.test(match.kind) && match.pattern.startsWith('/') ? match.pattern : undefined

/** The server, socket and path that a client asks next, when that is the same server again. */
function targetOf(model: NginxModel, redirect: Redirect, from: string): Target | undefined {
  const { serve, server } = redirect
  const rest = serve.url.slice(authorityEnd(serve.url)).replace(/\?$/, '')
  const sent = rest
    .replace(/\$\{?(?:request_uri|uri|document_uri)\}?/gi, from)
    .replace(/\?.*$|\$\{?is_args\}?.*$|#.*$/i, '')
  if (sent.includes('$') || !/^(?:\/|$)/.test(sent)) return undefined
  const path = sent === '' ? '/' : sent
  const parts = splitUrl(serve.url)
  if (!parts && !serve.url.startsWith('/')) return undefined
  const free = isUnconditional(redirect)
  for (const listener of server.listeners) {
    const hosts = parts ? hostsAgain(model, { server, listener }, parts) : namesAt(model, server, listener)
    const host = hosts.find(one => free || comesTo(model, redirect, asked(server, listener, { host: one, path })))
    if (host !== undefined) return { host, listener, path }
  }
  return undefined
}

interface At {
  readonly server: Server
  readonly listener: Listener
}

/** The names under which the URL reaches this server at this socket again. */
function hostsAgain(model: NginxModel, at: At, { scheme, authority }: Authority): readonly string[] {
  const { server, listener } = at
  if (listener.transport !== 'tcp' || listener.family === 'unix' || listener.proxyProtocol) return []
  const [, name = '', port] = /^(\$?\{?[\w.-]+\}?)(?::(\d+))?$/.exec(authority) ?? []
  const sent = /^\$\{?(?:host|http_host)\}?$/i.test(name)
  if (!sameSocket(listener, scheme, { port, sent: /http_host/i.test(name) })) return []
  return (sent ? namesAt(model, server, listener) : literalHost(server, name)).filter(host => {
    const match = model.matchServer(listener, host)
    return match.server === server && (match.name || !hasNames(server))
  })
}

/** Names that clients ask for: another one is likely somebody else's, although this server would answer for it. */
const hasNames = ({ names }: Server): boolean =>
  names.some(({ kind, value }) => kind === 'exact' && value.includes('.'))

interface Authority {
  readonly scheme: string
  readonly authority: string
}

/** Does the URL lead to that socket? `sent`: with the port that the client used before. */
function sameSocket(
  { tls, port }: Listener,
  scheme: string,
  asked: { readonly port: string | undefined; readonly sent: boolean },
): boolean {
  const secure = scheme.startsWith('$') ? tls : scheme.toLowerCase() === 'https'
  const wanted = asked.port === undefined ? (secure ? 443 : 80) : Number(asked.port)
  return secure === tls && (wanted === port || asked.sent)
}

function literalHost({ names: [first] }: Server, name: string): readonly string[] {
  if (!name.includes('$')) return name === '' ? [] : [name]
  return /^\$\{?server_name\}?$/i.test(name) && first?.kind === 'exact' ? [first.value] : []
}

/** Names by which clients of that socket select the server. */
const namesAt = (model: NginxModel, server: Server, listener: Listener): readonly string[] =>
  server.names
    .filter(({ kind, value }) => kind === 'exact' && model.matchServer(listener, value).server === server)
    .map(({ value }) => value)
