import type { Listen, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'

/** Sockets of the server on which others than this host can read what is sent. */
export const plainListeners = (server: Server): readonly Listener[] =>
  server.listeners.filter(
    each =>
      each.world === 'http' &&
      each.transport === 'tcp' &&
      !each.tls &&
      !each.proxyProtocol &&
      (each.reach === 'public' || each.reach === 'private'),
  )

export function plainListens(server: Server): readonly Listen[] {
  const plain = plainListeners(server)
  return server.listens.filter(each =>
    plain.some(({ address, port }) => each.transport === 'tcp' && address === each.address && port === each.port),
  )
}

const isWithin = (block: Directive, directive: Directive | undefined): boolean =>
  directive === undefined || directive.parent === block

/** A server whose own block says where it listens: shared snippets are nobody's to edit. */
export const isSplittable = (server: Server): boolean =>
  server.directive?.block !== undefined &&
  plainListens(server).every(each => isWithin(server.directive as Directive, each.directive))

export const isDefault = (server: Server): boolean =>
  plainListeners(server).some(({ defaultServer }) => defaultServer === server)

/** `80` → `443 ssl`, `[::]:80` → `[::]:443 ssl`; options that belong to the old socket stay with it. */
export function tlsArguments(listen: Listen, model: NginxModel): string {
  const socket = model.listeners.find(
    ({ world, transport, address, port }) =>
      world === 'http' && transport === 'tcp' && address === listen.address && port === 443,
  )
  const address = listen.address === '*' ? '443' : `${listen.address}:443`
  const claims = listen.default && !socket?.explicitDefault ? ' default_server' : ''
  const dual = listen.options.get('ipv6only') === 'off' && !socket ? ' ipv6only=off' : ''
  return `${address} ssl${listen.http2 ? ' http2' : ''}${claims}${dual}`
}

/**
 * The first server of a socket answers for unknown names when nobody says `default_server`. Where the server joins a
 * TLS socket in front of the one that does so now, that one is made to say it.
 */
export function keptDefaults(model: NginxModel, server: Server): Edit[] {
  const joining = plainListens(server).filter(each => !each.default)
  if (joining.length === 0) return []
  const places = placesOf(model)
  const place = places.get(server) as number
  return model.listeners.flatMap(({ world, transport, port, ...socket }) => {
    const joins =
      world === 'http' && transport === 'tcp' && port === 443 && joining.some(each => each.address === socket.address)
    if (!joins || socket.explicitDefault || (places.get(socket.defaultServer) as number) <= place) return []
    const { directive } = socket.listens.find(each => each.server === socket.defaultServer) ?? {}
    if (!directive || directive.parent !== socket.defaultServer.directive) return []
    return [replaceArguments(directive, [...directive.args.map(({ raw }) => raw), 'default_server'].join(' '))]
  })
}

const known = new WeakMap<NginxModel, ReadonlyMap<Server, number>>()

/** Servers by their order: a host may have ten thousand. */
function placesOf(model: NginxModel): ReadonlyMap<Server, number> {
  const places = known.get(model) ?? new Map(model.servers.map((server, at) => [server, at]))
  known.set(model, places)
  return places
}

/** The arguments of the guard's listen: as written, without what would keep HTTP/1.1 clients out. */
export const guardArguments = (listen: Listen): string =>
  listen.directive === undefined
    ? '80'
    : listen.directive.args
        .map(({ raw }) => raw)
        .filter(raw => raw !== 'http2')
        .join(' ')
