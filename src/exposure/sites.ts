import type { Handler, Listener, NginxModel, Server } from '../formats/nginx/model.ts'
import type { Localized } from '../message/index.ts'
import { plainListeners } from '../remedies/nginx/sockets.ts'
import { isLocation, leaksOf } from '../rules/nginx/leaks.ts'
import { refuses, rejectsHandshake } from '../rules/nginx/refusal.ts'
import { placeOf } from '../rules/rule.ts'
import { deadServers } from './dead.ts'
import { within } from './networks.ts'
import { type Surroundings, surroundingsOf, type Tunnels } from './surroundings.ts'
import { refused, same, targetOf } from './target.ts'
import type { Security, Target } from './types.ts'

/** A server with the sockets it answers on and where its requests end. */
export interface Site {
  readonly server: Server
  readonly sockets: ReadonlyMap<Listener, Security>
  readonly targets: readonly Target[]
  readonly broken: Localized | undefined
}

export function sitesOf(model: NginxModel, tunnels: Tunnels): Site[] {
  const dead = deadServers(model)
  const around = surroundingsOf(model, tunnels)
  return [...model.servers, ...model.streamServers, ...model.mailServers].map(server => {
    const leaks = server.world === 'http' && plainListeners(server).length > 0 && leaksOf(model, server).length > 0
    return {
      server,
      sockets: new Map(server.listeners.map(listener => [listener, spoken(listener, leaks, around)])),
      targets: distinct(targetsFor(server, around)),
      broken: dead.has(server) ? notSelected : undefined,
    }
  })
}

const notSelected: Localized = {
  en: 'no request reaches it: its names are taken or never asked for',
  zh: '没有请求能到达：其名称已被占用或无人请求',
}

/** How clients speak with a server through one of its sockets. */
function spoken(listener: Listener, leaks: boolean, { model, networks, container }: Surroundings): Security {
  if (listener.tls) return 'tls'
  const by = container?.reach(listener.port).by
  if (by === 'terminator') return 'tls'
  if (by === 'machine') return 'local'
  if (within(networks, listener.address)) return 'vpn'
  if (listener.reach === 'loopback' || listener.reach === 'unix') return 'local'
  if (listener.world === 'http') return leaks ? 'plain' : listener.proxyProtocol ? 'unknown' : 'closed'
  if (model.on(listener.defaultServer, 'ssl_preread')) return 'tls'
  return listener.world === 'mail' && model.text(listener.defaultServer, 'starttls') === 'only' ? 'tls' : 'unknown'
}

/** Where nothing but refusals is left, one of them stands for all. */
function targetsFor(server: Server, around: Surroundings): Target[] {
  const { model } = around
  if (server.world === 'mail') return []
  if (server.world === 'stream')
    return server.serve ? [targetOf({ level: server, server, serve: server.serve }, around)] : []
  if (model.on(server, 'ssl_reject_handshake') && server.listeners.every(listener => listener.tls))
    return [refused('ssl_reject_handshake', server.directive && placeOf(server.directive))]
  const handlers = model.handlers(server)
  const open = handlers.filter(handler => isRoot(handler) || !refuses(handler, model))
  if (open.length > 0) return open.map(handler => targetOf(handler, around))
  return handlers.slice(0, 1).map(handler => {
    const found = targetOf(handler, around)
    return found.kind === 'refused' ? found : refused('deny all', found.at)
  })
}

/** What answers paths that nothing else claims is told even when it only turns away. */
const isRoot = ({ level, serve }: Handler): boolean =>
  serve.kind === 'return' && (level.context === 'server' || (isLocation(level) && level.match.pattern === '/'))

function distinct(targets: readonly Target[]): Target[] {
  const found = new Map<string, Target>()
  for (const target of targets) if (!found.has(target.key)) found.set(target.key, target)
  return [...found.values()]
}

/** The socket turns TLS clients away unless another server's name is asked for. */
export const socketNotes = (listener: Listener, model: NginxModel): Localized[] => [
  ...(listener.world === 'http' && rejectsHandshake(listener, model)
    ? [{ en: 'unknown names are refused', zh: '拒绝未知域名' }]
    : []),
  ...(listener.world === 'http' ? [] : [same(listener.world)]),
  ...(listener.quic ? [same('QUIC')] : []),
  ...(listener.proxyProtocol ? [{ en: 'behind a proxy (PROXY protocol)', zh: '位于代理之后（PROXY 协议）' }] : []),
]
