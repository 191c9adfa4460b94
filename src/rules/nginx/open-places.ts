import type { Access, Handler, Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { within } from './networks.ts'

/** Sockets that others than this machine reach. */
const outsideSockets = ({ listeners }: Server): readonly Listener[] =>
  listeners.filter(({ reach }) => reach === 'public' || reach === 'private')

/** Nobody but the members of a tunnel of this host reaches the server. */
export const inTunnels = (server: Server, tunnels: readonly string[]): boolean =>
  tunnels.length > 0 && outsideTunnels(outsideSockets(server), tunnels).length === 0

/** Sockets without those on an address in a tunnel of this host, which encrypts what is sent there. */
export const outsideTunnels = (listeners: readonly Listener[], tunnels: readonly string[]): readonly Listener[] =>
  tunnels.length === 0
    ? listeners
    : listeners.filter(({ address }) => !tunnels.some(each => within(address.replace(/[[\]]/g, ''), each)))

/** Address families from which others than this machine reach the server. */
export function families(server: Server): readonly ('ipv4' | 'ipv6')[] {
  const outside = outsideSockets(server)
  const ipv4 = outside.some(({ family, dual }) => family === 'ipv4' || family === 'name' || dual)
  const ipv6 = outside.some(({ family }) => family === 'ipv6' || family === 'name')
  return [...(ipv4 ? (['ipv4'] as const) : []), ...(ipv6 ? (['ipv6'] as const) : [])]
}

/** Is a stranger let in through a socket that this server has? Families it has no socket for do not count. */
export const openTo = (server: Server, { open }: Access): readonly ('ipv4' | 'ipv6')[] =>
  families(server).filter(family => open[family])

/** A place that others reach, with what the access rules in force there say. */
export interface Place {
  readonly handler: Handler
  readonly access: Access
  /** Families through which a stranger is let in. */
  readonly open: readonly ('ipv4' | 'ipv6')[]
}

const known = new WeakMap<NginxModel, readonly Place[]>()

/** Worked out once for all rules that ask. */
export function reachablePlaces(model: NginxModel): readonly Place[] {
  const found = known.get(model) ?? [...places(model)]
  known.set(model, found)
  return found
}

/** The same of stream{}. */
export const streamPlaces = (model: NginxModel): readonly Place[] =>
  model.streamServers.flatMap(server => {
    const { serve } = server
    return serve && families(server).length > 0 ? [new ReachablePlace(model, { level: server, server, serve })] : []
  })

function* places(model: NginxModel): Generator<Place> {
  for (const server of model.servers) {
    if (families(server).length === 0) continue
    for (const handler of model.handlers(server)) {
      yield new ReachablePlace(model, handler)
      for (const level of otherMethods(handler)) yield new ReachablePlace(model, { ...handler, level })
    }
  }
}

/** `limit_except` with access rules of its own: those of its location do not hold for other methods (measured). */
const otherMethods = ({ level, serve }: Handler): readonly Level[] =>
  level.writes('limit_except') && serve.kind !== 'return' && serve.kind !== 'redirect'
    ? level.children.filter(one => one.context === 'limit_except' && !writesHandler(one) && one.own.some(isAccess))
    : []

const writesHandler = (level: Level): boolean => level.writes('proxy_pass')

const isAccess = (directive: Directive): boolean => /^(?:allow|deny|satisfy|auth_\w+)$/.test(nameOf(directive))

/** Who is let in is worked out when a rule asks: most places are of no interest to any. */
class ReachablePlace implements Place {
  readonly handler: Handler
  private readonly model: NginxModel
  private asked: Access | undefined

  constructor(model: NginxModel, handler: Handler) {
    this.model = model
    this.handler = handler
    this.asked = undefined
  }

  get access(): Access {
    this.asked ??= this.model.access(this.handler.level)
    return this.asked
  }

  get open(): readonly ('ipv4' | 'ipv6')[] {
    return openTo(this.handler.server, this.access)
  }
}

/** `IPv4`, `IPv6`, for messages. */
export const familyNames = (open: readonly string[]): string =>
  open.map(family => family.replace('ipv', 'IPv')).join(', ')
