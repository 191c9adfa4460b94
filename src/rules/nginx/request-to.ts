import type { Handler, Level, Listener, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { choosesHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Provokes, Witness } from '../rule.ts'
import { asLocation } from './statements.ts'

/** The part of a witness that says where a request goes. */
export type RequestTo = Pick<Witness, 'listener' | 'tls' | 'serverName' | 'method' | 'target' | 'headers'>

/** What is asked for, when it is not what the place's own texts say. */
export interface Way {
  readonly path?: string
  /** Only a socket without TLS will do. */
  readonly clear?: boolean
  readonly listener?: Listener
  /** For the Host header. */
  readonly host?: string
  /** Conditions whose outcome the caller knows: the request goes on behind them. */
  readonly passing?: (condition: Level) => boolean
  /** The caller has followed conditions and rewrites itself. */
  readonly followed?: boolean
  /** The caller's request names the host that it is sent on to, where the client does. */
  readonly named?: true
  /** For the TLS handshake, when that is another name. */
  readonly serverName?: string
}

/**
 * A GET that the server of a place gets by its name, for a path as sent. Without a path: the location's own.
 * Undefined where no name or TCP socket is written, and for locations whose path is not their text.
 */
export const requestTo = (place: Pick<Handler, 'server' | 'level'>, path?: string): RequestTo | undefined =>
  requestBy(place, path === undefined ? {} : { path })

function requestBy({ server, level }: Pick<Handler, 'server' | 'level'>, way: Way): RequestTo | undefined {
  const listener = entranceOf(server, way)
  const name = way.host ?? server.names.find(one => one.kind === 'exact')?.value
  const target = way.path ?? ownPath(level)
  if (!listener || name === undefined || target === undefined || !/^\/[!-~]*$/.test(target)) return undefined
  const { serverName } = way
  return {
    ...{ listener: listener.subject, tls: listener.tls, method: 'GET', target, headers: [['Host', name]] },
    ...(serverName !== undefined && { serverName }),
  }
}

const entranceOf = (server: Server, { listener, clear = false }: Way): Listener | undefined =>
  (listener ? [listener] : server.listeners).find(
    one => one.transport === 'tcp' && one.family !== 'unix' && !one.proxyProtocol && !(clear && one.tls),
  )

/**
 * The same for the place's own path or one that is given, only where name and path surely lead there: no other server or
 * location takes it, no condition, rewrite or client certificate stands in the way.
 */
export function sureRequestTo(model: NginxModel, handler: Handler, way: Way = {}): RequestTo | undefined {
  const { server, level } = handler
  const request = requestBy(handler, way)
  const listener = uncovered(model, entranceOf(server, way))
  if (!request || !listener || server.world !== 'http' || asLocation(level)?.internal) return undefined
  const host = request.headers[0]?.[1] ?? ''
  if (model.matchServer(listener, host).server !== server || (!way.followed && scripted(handler, way))) return undefined
  if (listener.tls && !shakesHands(model, listener, [way.serverName ?? host, host])) return undefined
  if (server.serve) return level === server ? request : undefined
  const chosen = model.matchLocation(server, request.target)
  return (chosen.location ?? server) === level && !chosen.uncertain ? request : undefined
}

const uncovered = (model: NginxModel, listener: Listener | undefined): Listener | undefined =>
  listener && isCoveredHere(model, listener) ? undefined : listener

const loopbacks = new WeakMap<NginxModel, ReadonlySet<string>>()

/** A wildcard, beside which the loopback address has a socket of its own: a request sent from here goes to that one. */
export function isCoveredHere(model: NginxModel, { address, family, port }: Listener): boolean {
  if (address !== '*' && address !== '[::]') return false
  const own =
    loopbacks.get(model) ??
    new Set(model.listeners.filter(({ reach }) => reach === 'loopback').map(one => `${one.family} ${one.port}`))
  loopbacks.set(model, own)
  return own.has(`${family} ${port}`)
}

/** What the first of the places has; the files may hold many. */
export function firstOf<T, W>(places: readonly T[], witness: (place: T) => W | undefined): W | undefined {
  for (const place of places.slice(0, 20)) {
    const found = witness(place)
    if (found) return found
  }
  return undefined
}

/** The place of a location's own answer. */
export const handlerOf = (location: Location): Handler => ({
  level: location,
  server: location.server,
  serve: location.serve,
})

/** The place of a level, when requests can end there. */
export function handlerAt(model: NginxModel, level: Handler['level']): Handler | undefined {
  const server = level.context === 'server' ? (level as Server) : asLocation(level)?.server
  return server && handlerIn(model, server, level)
}

const byLevel = new WeakMap<readonly Handler[], ReadonlyMap<Level, Handler>>()

/** The handler of a server at one of its levels. */
export function handlerIn(model: NginxModel, server: Server, level: Level): Handler | undefined {
  const handlers = model.handlers(server)
  const known = byLevel.get(handlers) ?? new Map(handlers.toReversed().map(each => [each.level, each]))
  byLevel.set(handlers, known)
  return known.get(level)
}

const never = (): boolean => false
const passes = new WeakMap<(condition: Level) => boolean, WeakMap<Level, boolean>>()

/** Are there none but conditions that let requests on? A level can have as many in it as a site has paths. */
function isPassed(level: Level, passing: (condition: Level) => boolean): boolean {
  const known = passes.get(passing) ?? new WeakMap<Level, boolean>()
  passes.set(passing, known)
  const found = known.get(level) ?? level.children.every(each => !each.context.startsWith('if-') || passing(each))
  known.set(level, found)
  return found
}

/** Conditions, and rewrites other than the one that answers, lead requests elsewhere. */
const scripted = ({ level, server, serve }: Handler, { passing }: Way): boolean => {
  const answer = 'directive' in serve ? serve.directive : undefined
  return [level, server].some(
    one => !isPassed(one, passing ?? never) || one.written('rewrite').some(rewrite => rewrite !== answer),
  )
}

/** The server of the first name takes the handshake, and neither asks for a certificate of the client. */
function shakesHands(model: NginxModel, listener: Listener, names: readonly [string, string]): boolean {
  const [first, second] = names.map(name => model.matchServer(listener, name).server) as [Server, Server]
  const asks = [first, second].some(server => model.tls(listener, server, 'ssl_verify_client').value[0] === 'on')
  return !asks && !model.on(first, 'ssl_reject_handshake')
}

/** Where no access rule, password or list of methods keeps a stranger out either. */
export function openRequestTo(model: NginxModel, handler: Handler, way: Way = {}): RequestTo | undefined {
  const { level } = handler
  if (level.children.some(({ context }) => context === 'limit_except')) return undefined
  const { open, skipped } = model.access(level)
  return skipped || (open.ipv4 && open.ipv6) ? sureRequestTo(model, handler, way) : undefined
}

/** A request that an application surely gets: nothing in front of it answers, no cache holds it. */
export function passedRequest(model: NginxModel, handler: Handler, way: Way = {}): RequestTo | undefined {
  const { serve, level } = handler
  if (!('authority' in serve) || model.setting(level, 'try_files').value.length > 0) return undefined
  if (!way.named && isNamedByClient(model, handler)) return undefined
  const cache = model.setting(level, `${serve.kind}_cache`).value[0] ?? 'off'
  return cache === 'off' ? openRequestTo(model, handler, way) : undefined
}

/** A header of the client's own for an address that none of its networks has. */
export const stated = '203.0.113.77'

/** A request with more headers. */
export const withHeaders = (request: RequestTo, ...headers: readonly (readonly [string, string])[]): RequestTo => ({
  ...request,
  headers: [...request.headers, ...headers],
})

/** A request, and what of the answer tells that this place gives it. */
export interface Answered {
  readonly request: RequestTo
  readonly shows: Omit<Provokes, 'summary'>
}

/** Of a folder a file is asked for: there may be one. Undefined also where an error page may take the place of the answer. */
export function answeredRequest(model: NginxModel, handler: Handler, way: Way = {}): Answered | undefined {
  const { serve } = handler
  if ('authority' in serve) {
    const request = passedRequest(model, handler, way)
    return request && { request, shows: { upstreamSees: serve.kind === 'proxy' ? 'GET ' : request.target } }
  }
  const own = openRequestTo(model, handler, way)
  const folder = serve.kind === 'static' && own?.target.endsWith('/')
  if (folder && way.path !== undefined) return undefined
  const request = folder ? openRequestTo(model, handler, { ...way, path: `${own?.target}index.html` }) : own
  const status = statusOf(serve)
  if (!request || status === undefined || !answersItself(model, handler.level, status)) return undefined
  return { request, shows: { status } }
}

/** A client that names no host is sent nowhere. */
function isNamedByClient(model: NginxModel, { serve, level }: Handler): boolean {
  if (!('authority' in serve) || !serve.authority.includes('$')) return false
  return choosesHost(variablesOf(model).contents(serve.authority, { level, before: serve.directive }))
}

/** Somebody without password or listed address is refused there: 401 or 403, as long as only one of them can be. */
export function refusedRequest(model: NginxModel, handler: Handler, way: Way = {}): Answered | undefined {
  const { skipped, rules, authentication } = model.access(handler.level)
  const denied = rules.entries[0]?.name.value === 'deny' && rules.entries[0].args[0]?.value === 'all'
  if (skipped || (denied ? authentication.length > 0 : rules.entries.length > 0)) return undefined
  const asked = authentication.every(({ name }) => name.value === 'auth_basic')
  const status = denied ? 403 : asked && authentication.length > 0 ? 401 : undefined
  const request = status && answersItself(model, handler.level, status) && sureRequestTo(model, handler, way)
  return request ? { request, shows: { status } } : undefined
}

function statusOf(serve: Handler['serve']): number | undefined {
  if (serve.kind === 'static') return 200
  if (serve.kind === 'module') return /^(?:stub_status|empty_gif)$/.test(serve.name) ? 200 : undefined
  return (serve.kind === 'return' || serve.kind === 'redirect') && serve.code !== 444 ? serve.code : undefined
}

/** No error_page takes that status away. */
export const answersItself = (model: NginxModel, level: Handler['level'], status: number): boolean =>
  !model.list(level, 'error_page').entries.some(({ args }) => args.some(({ value }) => value === String(status)))

/** Without credentials from an address that nobody listed: the place answers all the same. */
export function strangersRequest(model: NginxModel, handler: Handler): Witness | undefined {
  const found = answeredRequest(model, handler)
  const summary = { en: 'a stranger without credentials gets an answer', zh: '无凭据的陌生客户端得到应答' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}

/** A name that no server lists is answered by this place of the socket's default server. */
export function foreignRequest(model: NginxModel, handler: Handler, way: Way): Witness | undefined {
  const found = answeredRequest(model, handler, { host: 'unlisted.example', ...way })
  const summary = { en: 'a name that nobody lists gets an answer', zh: '未列出的名称得到应答' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}

function ownPath(level: Handler['level']): string | undefined {
  const match = asLocation(level)?.match
  if (!match) return level.context === 'server' ? '/' : undefined
  return /^(?:prefix|noregex|exact)$/.test(match.kind) && match.pattern.startsWith('/') ? match.pattern : undefined
}
