import type { Listen, Listener, Server, World } from '../model.ts'
import { reachOf } from './address.ts'
import { socketOf } from './listen.ts'

/** Groups the listens of one world by socket, in the order in which sockets first appear. */
export function groupSockets(world: World, servers: readonly Server[], http2: (server: Server) => boolean): Listener[] {
  const groups = new Map<string, Listen[]>()
  for (const server of servers)
    for (const listen of server.listens) {
      const key = socketOf(listen)
      const group = groups.get(key)
      if (group) group.push(listen)
      else groups.set(key, [listen])
    }
  return [...groups].map(([subject, listens]) => makeListener(world, subject, { listens, http2 }))
}

function makeListener(
  world: World,
  subject: string,
  { listens, http2 }: { listens: readonly Listen[]; http2: (server: Server) => boolean },
): Listener {
  const first = listens[0] as Listen
  const { address, port, family, transport } = first
  const explicitDefault = listens.find(listen => listen.default)
  const defaultServer = (explicitDefault ?? first).server
  const any = (test: (listen: Listen) => boolean): boolean => listens.some(test)
  const quic = any(listen => listen.quic)
  return {
    world,
    address,
    port,
    family,
    transport,
    subject,
    tls: quic || any(listen => listen.ssl),
    quic,
    http2: any(listen => listen.http2) || http2(defaultServer),
    proxyProtocol: any(listen => listen.proxyProtocol),
    reach: address === '*' ? 'public' : reachOf(address, family),
    dual: address === '[::]' && any(listen => listen.options.get('ipv6only') === 'off'),
    defaultServer,
    explicitDefault,
    servers: [...new Set(listens.map(listen => listen.server))],
    listens,
  }
}

/** The sockets of each server. */
export function byServer(listeners: readonly Listener[]): Map<Server, Listener[]> {
  const map = new Map<Server, Listener[]>()
  for (const listener of listeners)
    for (const server of listener.servers) {
      const list = map.get(server)
      if (list) list.push(listener)
      else map.set(server, [listener])
    }
  return map
}
