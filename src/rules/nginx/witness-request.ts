import type { Handler, Listener, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Witness } from '../rule.ts'
import { isLocation } from './leaks.ts'

type Request = Pick<Witness, 'listener' | 'tls' | 'method' | 'target' | 'headers'>

/**
 * A GET that ends at this handler: its socket, a name and a path that lead there. Undefined when no such request is
 * certain: a pattern of names or paths, an `if`, a unix socket, a place that only other places lead to.
 */
export function requestTo(model: NginxModel, { level, server }: Handler): Request | undefined {
  const target = level === server ? '/' : isLocation(level) ? pathOf(level) : undefined
  const entrance = entranceOf(model, server)
  if (target === undefined || !entrance || server.world !== 'http') return undefined
  const chosen = server.serve ? server : (model.matchLocation(server, target).location ?? server)
  if (chosen !== level) return undefined
  const { listener, host } = entrance
  return { listener: listener.subject, tls: listener.tls, method: 'GET', target, headers: [['Host', host]] }
}

const pathOf = ({ match, internal }: Location): string | undefined =>
  !internal && ['prefix', 'noregex', 'exact'].includes(match.kind) && /^\/[\w/.~-]*$/.test(match.pattern)
    ? match.pattern
    : undefined

function entranceOf(model: NginxModel, server: Server): { listener: Listener; host: string } | undefined {
  const host = server.names.find(({ kind }) => kind === 'exact')?.value
  const listener = server.listeners.find(one => one.transport === 'tcp' && one.family !== 'unix' && !one.proxyProtocol)
  if (!listener || !host || model.matchServer(listener, host).server !== server) return undefined
  return { listener, host }
}
