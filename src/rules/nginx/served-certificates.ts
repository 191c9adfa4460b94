import { isUnreadable } from '../../files/index.ts'
import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Certificate, certificatesOf } from '../../x509/index.ts'
import type { RuleContext } from '../rule.ts'
import { gather } from './gather.ts'
import { allTlsServers } from './level-causes.ts'
import { namedFile } from './named-file.ts'

/** One `ssl_certificate` statement with the TLS servers it is in force for. */
export interface ServedCertificate {
  readonly entry: Directive
  readonly path: string
  readonly servers: readonly Server[]
  /** The leaf first; empty when the file is not given or holds none. */
  readonly chain: readonly Certificate[]
  /** The host is all there, and the file is not: nginx does not start. */
  readonly absent: boolean
}

const known = new WeakMap<NginxModel, readonly ServedCertificate[]>()

/** Every certificate that servers of any world show to clients, each statement once; read once for all rules. */
export function servedCertificates(model: NginxModel, context: RuleContext): readonly ServedCertificate[] {
  const found = known.get(model) ?? findCertificates(model, context)
  known.set(model, found)
  return found
}

function findCertificates(model: NginxModel, { store }: RuleContext): ServedCertificate[] {
  if (model.writers('ssl_certificate').length === 0) return []
  const users = new Map<Directive, Server[]>()
  for (const server of allTlsServers(model))
    for (const entry of model.list(server, 'ssl_certificate').entries) gather(users, entry, server)
  return [...users].map(([entry, servers]) => {
    const path = argumentAt(entry, 0)
    const file = namedFile(model, store, path)
    const chain = file && !isUnreadable(file) ? certificatesOf(file).found.map(({ value }) => value) : []
    const absent = store.complete && file !== undefined && isUnreadable(file) && file.code === 'missing'
    return { entry, path, servers, chain, absent }
  })
}

/** The certbot lineage a path belongs to, when its name may stand in a command. */
export const lineageOf = (path: string): string | undefined =>
  /^\/etc\/letsencrypt\/live\/([A-Za-z0-9][A-Za-z0-9._-]{0,252})\/(?:full)?c(?:hain|ert)\.pem$/.exec(path)?.[1]
