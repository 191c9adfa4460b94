import type { Handler, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Witness } from '../rule.ts'
import { asLocation } from './statements.ts'

/** The part of a witness that says where a request goes. */
export type RequestTo = Pick<Witness, 'listener' | 'tls' | 'method' | 'target' | 'headers'>

/**
 * A GET that the server of a place gets by its name, for a path as sent. Without a path: the location's own.
 * Undefined where no name or TCP socket is written, and for locations whose path is not their text.
 */
export function requestTo({ server, level }: Pick<Handler, 'server' | 'level'>, path?: string): RequestTo | undefined {
  const listener = entranceOf(server)
  const name = server.names.find(one => one.kind === 'exact')?.value
  const target = path ?? ownPath(level)
  if (!listener || name === undefined || target === undefined || !/^\/[!-~]*$/.test(target)) return undefined
  return { listener: listener.subject, tls: listener.tls, method: 'GET', target, headers: [['Host', name]] }
}

const entranceOf = (server: Server): Server['listeners'][number] | undefined =>
  server.listeners.find(one => one.transport === 'tcp' && one.family !== 'unix' && !one.proxyProtocol)

/** The same for the place's own path, only where name and path surely lead there: no other server or location takes it. */
export function sureRequestTo(model: NginxModel, handler: Handler): RequestTo | undefined {
  const { server, level } = handler
  const request = requestTo(handler)
  const listener = entranceOf(server)
  if (!request || !listener || server.world !== 'http' || asLocation(level)?.internal) return undefined
  if (model.matchServer(listener, request.headers[0]?.[1] ?? '').server !== server) return undefined
  const chosen = server.serve ? server : (model.matchLocation(server, request.target).location ?? server)
  return chosen === level ? request : undefined
}

/** Without credentials from an address that nobody listed: the place answers all the same. */
export function strangersRequest(model: NginxModel, handler: Handler): Witness | undefined {
  const { serve } = handler
  const sure = sureRequestTo(model, handler)
  // Of a folder a file is asked for: whether a listing is allowed is another question.
  const folder = serve.kind === 'static' && sure?.target.endsWith('/')
  const request = sure && folder ? requestTo(handler, `${sure.target}index.html`) : sure
  if (!request || serve.kind === 'module') return undefined
  const status = serve.kind === 'return' || serve.kind === 'redirect' ? serve.code : undefined
  const summary = { en: 'a stranger without credentials gets an answer', zh: '无凭据的陌生客户端得到应答' }
  return { ...request, provokes: { ...(status !== undefined && { status }), summary } }
}

/** A name that no server lists is answered by this place of the socket's default server. */
export function foreignRequest(listener: Listener, handler: Handler): Witness | undefined {
  const target = ownPath(handler.level)
  if (target === undefined || listener.tls || listener.transport !== 'tcp' || listener.proxyProtocol) return undefined
  const { serve } = handler
  const status = serve.kind === 'return' || serve.kind === 'redirect' ? serve.code : undefined
  const summary = { en: 'a name that nobody lists gets an answer', zh: '未列出的名称得到应答' }
  return {
    ...{ listener: listener.subject, tls: false, method: 'GET', target, headers: [['Host', 'unlisted.example']] },
    provokes: { ...(status !== undefined && { status }), summary },
  }
}

function ownPath(level: Handler['level']): string | undefined {
  const match = asLocation(level)?.match
  if (!match) return level.context === 'server' ? '/' : undefined
  return /^(?:prefix|noregex|exact)$/.test(match.kind) && match.pattern.startsWith('/') ? match.pattern : undefined
}
