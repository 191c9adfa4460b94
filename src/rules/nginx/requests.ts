import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Witness } from '../rule.ts'

export type Request = Pick<Witness, 'listener' | 'tls' | 'method' | 'target' | 'headers'>

/** A GET request that this server answers; undefined when it has neither an exact name nor a socket of its own. */
export function requestTo(model: NginxModel, server: Server, target: string): Request | undefined {
  const name = server.names.find(one => one.kind === 'exact')?.value
  for (const listener of server.listeners) {
    if (listener.transport !== 'tcp' || listener.family === 'unix' || listener.proxyProtocol) continue
    const host = name ?? (listener.defaultServer === server ? 'localhost' : undefined)
    if (host === undefined || model.matchServer(listener, host).server !== server) continue
    return { listener: listener.subject, tls: listener.tls, method: 'GET', target, headers: [['Host', host]] }
  }
  return undefined
}
