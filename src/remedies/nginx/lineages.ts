import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { freeLineage } from './free-lineage.ts'
import { type CertificateNames, certificateNames } from './names.ts'
import { plainListeners } from './sockets.ts'

/** Unique in the model: the number of a server whose name others have too is part of it. */
export const serverId = (server: Server): string => server.subject.replace(/^server /, '')

/** A certificate for every plaintext server whose first usable name is the same. */
export interface SharedCertificate extends CertificateNames {
  readonly servers: readonly Server[]
}

const known = new WeakMap<NginxModel, Map<string, SharedCertificate>>()

/** Undefined when no name of the server can get a certificate. */
export function sharedCertificate(
  model: NginxModel,
  server: Server,
  privateCa: boolean,
): SharedCertificate | undefined {
  const own = certificateNames(server.names, privateCa)
  if (!own) return undefined
  const all = known.get(model) ?? lineagesOf(model, privateCa)
  known.set(model, all)
  return all.get(own.lineage) ?? { ...own, lineage: freeLineage(model, own.lineage), servers: [server] }
}

function lineagesOf(model: NginxModel, privateCa: boolean): Map<string, SharedCertificate> {
  const all = new Map<string, SharedCertificate>()
  for (const server of model.servers) {
    const own = plainListeners(server).length > 0 ? certificateNames(server.names, privateCa) : undefined
    if (own) all.set(own.lineage, together(all.get(own.lineage), own, server))
  }
  for (const [name, one] of all) all.set(name, { ...one, lineage: freeLineage(model, name) })
  return all
}

const together = (before: SharedCertificate | undefined, own: CertificateNames, server: Server): SharedCertificate => ({
  lineage: own.lineage,
  names: [...new Set([...(before?.names ?? []), ...own.names])],
  challenge: before?.challenge === 'dns-01' ? 'dns-01' : own.challenge,
  servers: [...(before?.servers ?? []), server],
})

/** So many servers at most wait for one another: a plan for more goes server by server. */
const manyServers = 100

const waits = new WeakMap<NginxModel, readonly string[]>()

/** Ids of the steps that stop plaintext answers, of all servers: certificates come after the last of them. */
export function guardIds(model: NginxModel, own: readonly Server[]): readonly string[] {
  const all = waits.get(model) ?? idsOf(model.servers.filter(server => plainListeners(server).length > 0))
  waits.set(model, all)
  return all.length <= manyServers ? all : idsOf(own)
}

const idsOf = (servers: readonly Server[]): string[] => servers.map(server => `nginx/guard-live:${serverId(server)}`)
