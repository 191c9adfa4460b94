import type { Listener, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { type Redirect, splitUrl } from './redirects.ts'
import { type RequestTo, requestTo } from './request-to.ts'
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
export function loopOf(model: NginxModel, redirect: Redirect): Loop | undefined {
  const { level, server, serve } = redirect
  const location = asLocation(level)
  if (location?.internal) return undefined
  const from = location ? ownPath(location) : '/'
  const target = targetOf(model, redirect, from ?? '/')
  if (!target) return undefined
  const again = location ? model.matchLocation(server, target.path) : undefined
  if (location && from === undefined && !samePath(serve.url)) return undefined
  if (again && from !== undefined && (again.location !== location || again.uncertain)) return undefined
  const request = from === undefined ? undefined : requestTo(redirect, from)
  const { listener, host } = target
  return {
    from: from ?? level.subject,
    location: serve.url.startsWith('/') ? target.path : `://${host}`,
    request: request && { ...request, listener: listener.subject, tls: listener.tls, headers: [['Host', host]] },
  }
}

/** The path of the request is kept: whatever chose the location chooses it again. */
const samePath = (url: string): boolean => /^\$\{?(?:request_uri|uri|document_uri)\b/.test(url.slice(authorityEnd(url)))

function authorityEnd(url: string): number {
  const parts = splitUrl(url)
  return parts ? parts.start + parts.authority.length : 0
}

const ownPath = ({ match }: Location): string | undefined =>
  /^(?:prefix|noregex|exact)$/.test(match.kind) && match.pattern.startsWith('/') ? match.pattern : undefined

/** The server, socket and path that a client asks next, when that is the same server again. */
function targetOf(model: NginxModel, { serve, server }: Redirect, from: string): Target | undefined {
  const rest = serve.url.slice(authorityEnd(serve.url)).replace(/\?$/, '')
  const path = rest
    .replace(/\$\{?(?:request_uri|uri|document_uri)\}?/g, from)
    .replace(/\?.*$|\$\{?is_args\}?.*$|#.*$/, '')
  if (path.includes('$') || !/^(?:\/|$)/.test(path)) return undefined
  const parts = splitUrl(serve.url)
  if (!parts && !serve.url.startsWith('/')) return undefined
  for (const listener of server.listeners) {
    const host = parts ? hostAgain(model, { server, listener }, parts) : nameAt(model, server, listener)
    if (host !== undefined) return { host, listener, path: path === '' ? '/' : path }
  }
  return undefined
}

interface At {
  readonly server: Server
  readonly listener: Listener
}

/** The name under which the URL reaches this server at this socket again. */
function hostAgain(
  model: NginxModel,
  { server, listener }: At,
  { scheme, authority }: { scheme: string; authority: string },
): string | undefined {
  if (listener.transport !== 'tcp' || listener.family === 'unix' || listener.proxyProtocol) return undefined
  const secure = /^\$/.test(scheme) ? listener.tls : scheme.toLowerCase() === 'https'
  const [, name = '', port] = /^(\$?\{?[\w.-]+\}?)(?::(\d+))?$/.exec(authority) ?? []
  const wanted = port === undefined ? (secure ? 443 : 80) : Number(port)
  if (secure !== listener.tls || (wanted !== listener.port && !/http_host/i.test(name))) return undefined
  if (/^\$\{?(?:host|http_host)\}?$/i.test(name)) return nameAt(model, server, listener)
  const first = server.names[0]
  const literal = /^\$\{?server_name\}?$/i.test(name) ? (first?.kind === 'exact' ? first.value : '$') : name
  if (literal.includes('$') || literal === '') return undefined
  return model.matchServer(listener, literal).server === server ? literal : undefined
}

/** A name by which clients of that socket select the server. */
const nameAt = (model: NginxModel, server: Server, listener: Listener): string | undefined =>
  server.names.find(({ kind, value }) => kind === 'exact' && model.matchServer(listener, value).server === server)
    ?.value
