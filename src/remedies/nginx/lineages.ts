import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { freeLineage } from './free-lineage.ts'
import { type CertificateNames, certificateNames, lineageOf } from './names.ts'
import { plainListeners } from './sockets.ts'

/** Unique in the model: the number of a server whose name others have too is part of it. */
export const serverId = (server: Server): string => server.subject.replace(/^server /, '')

/** A certificate for every plaintext server whose first usable name is the same. */
export interface SharedCertificate extends CertificateNames {
  readonly servers: readonly Server[]
}

type Sharing = ReadonlyMap<string, readonly Server[]>
const known = new WeakMap<NginxModel, Sharing>()
const made = new WeakMap<readonly Server[], SharedCertificate>()

/** Undefined when no name of the server can get a certificate. */
export function sharedCertificate(
  model: NginxModel,
  server: Server,
  privateCa: boolean,
): SharedCertificate | undefined {
  const own = certificateNames(server.names, privateCa)
  if (!own) return undefined
  const all = known.get(model) ?? sharing(model, privateCa)
  known.set(model, all)
  const servers = all.get(own.lineage) ?? [server]
  const names = servers.length === 1 ? own : together(servers, privateCa)
  const shared = made.get(servers) ?? { ...names, lineage: freeLineage(model, own.lineage), servers }
  made.set(servers, shared)
  return shared
}

/** The plaintext servers by their first usable name. */
function sharing(model: NginxModel, privateCa: boolean): Sharing {
  const found = new Map<string, Server[]>()
  for (const server of model.servers) {
    const lineage = plainListeners(server).length > 0 ? lineageOf(server.names, privateCa) : undefined
    if (lineage === undefined) continue
    const servers = found.get(lineage)
    if (servers) servers.push(server)
    else found.set(lineage, [server])
  }
  return found
}

function together(servers: readonly Server[], privateCa: boolean): Pick<CertificateNames, 'names' | 'challenge'> {
  const all = servers.flatMap(({ names }) => certificateNames(names, privateCa) ?? [])
  return {
    names: [...new Set(all.flatMap(({ names }) => names))],
    challenge: all.some(({ challenge }) => challenge === 'dns-01') ? 'dns-01' : 'http-01',
  }
}

/** So many servers at most wait for one another: a plan for more goes server by server. */
const manyServers = 100

const plaintext = new WeakMap<NginxModel, readonly Server[]>()

/** Ids of the steps that stop plaintext answers, of all servers: certificates come after the last of them. */
export function guardIds(model: NginxModel, own: readonly Server[]): readonly string[] {
  const all = plaintext.get(model) ?? model.servers.filter(server => plainListeners(server).length > 0)
  plaintext.set(model, all)
  return guardLiveIds(all.length <= manyServers ? all : own)
}

/** Servers of one name can be thousands, and each of them has the steps of their certificate. */
const inList = (step: 'guard-live' | 'tls-live'): ((servers: readonly Server[]) => readonly string[]) => {
  const made = new WeakMap<readonly Server[], readonly string[]>()
  return servers => {
    const ids = made.get(servers) ?? servers.slice(0, manyServers).map(server => `nginx/${step}:${serverId(server)}`)
    made.set(servers, ids)
    return ids
  }
}

const guardLiveIds = inList('guard-live')

/** Ids of the steps that see that servers answer over TLS: of a hundred of them at most. */
export const tlsLiveIds: (servers: readonly Server[]) => readonly string[] = inList('tls-live')
