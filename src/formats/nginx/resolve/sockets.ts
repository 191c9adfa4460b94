import type { Listen, Listener, Server, World } from '../model.ts'
import { reachOf } from './address.ts'
import { socketOf } from './listen.ts'

/** Is a protocol switched on in a server by a directive of its own (`ssl on` until 1.25, `http2 on` since)? */
type Enabled = (server: Server, name: 'ssl' | 'http2') => boolean

/** Groups the listens of one world by socket, in the order in which sockets first appear. */
export function groupSockets(world: World, servers: readonly Server[], enabled: Enabled): Listener[] {
  const groups = new Map<string, Listen[]>()
  for (const server of servers)
    for (const listen of server.listens) {
      const key = socketOf(listen)
      const group = groups.get(key)
      if (group) group.push(listen)
      else groups.set(key, [listen])
    }
  return [...groups].map(([subject, listens]) => makeListener(world, subject, { listens, enabled }))
}

function makeListener(
  world: World,
  subject: string,
  { listens, enabled }: { listens: readonly Listen[]; enabled: Enabled },
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
    tls: quic || any(listen => listen.ssl) || enabled(defaultServer, 'ssl'),
    quic,
    http2: any(listen => listen.http2) || enabled(defaultServer, 'http2'),
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
