import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertAfter, replaceArguments, replaceDirective } from '../../tree/index.ts'
import { certificateFiles } from './certbot.ts'
import type { CertificateNames } from './names.ts'

/** TLS servers that nginx cannot start with, because a certificate of theirs is not there. */
export interface Uncertified {
  readonly model: NginxModel
  readonly servers: readonly Server[]
  /** The statement whose file is missing; undefined when nobody wrote one. */
  readonly entry: Directive | undefined
}

/** Edits against the files as they are: what nginx starts with, and what it is to have in the end. */
export interface Stages {
  readonly first: readonly Edit[]
  final(certificate: CertificateNames): readonly Edit[]
}

const reject = 'ssl_reject_handshake on;'

/** Undefined where rejecting handshakes for a while (1.19.4) is no way, or would reach further than these servers. */
export function stagesOf({ model, servers, entry }: Uncertified): Stages | undefined {
  if (!atLeast(model.target.nginx, '1.19.4') || servers.some(server => !canReject(model, server))) return undefined
  if (servers.some(server => othersWait(model, server, servers))) return undefined
  return entry ? replaced(model, entry, servers) : added(servers)
}

/** Nobody has said anything about it yet. stream{} came to it later (1.25.5), mail{} never. */
const canReject = (model: NginxModel, server: Server): boolean =>
  server.world === 'http' && model.setting(server, 'ssl_reject_handshake').origin === 'default'

/** Behind a default server that rejects handshakes every other one needs a certificate of its own. */
const othersWait = (model: NginxModel, server: Server, servers: readonly Server[]): boolean =>
  server.listeners.some(
    ({ tls, defaultServer, servers: all }) =>
      tls && defaultServer === server && all.some(one => !servers.includes(one) && !hasCertificate(model, one)),
  )

const hasCertificate = (model: NginxModel, server: Server): boolean =>
  model.list(server, 'ssl_certificate').entries.length > 0

/** One pair, and nobody else gets its settings from there. A key alone is not looked at. */
function replaced(model: NginxModel, entry: Directive, servers: readonly Server[]): Stages | undefined {
  const levels = model.writers('ssl_certificate').filter(level => level.own.includes(entry))
  const [key] = levels[0]?.written('ssl_certificate_key') ?? []
  if (!key || !levels.every(level => isPair(level, key) && reaches(model, level, servers))) return undefined
  return {
    first: [replaceDirective(entry, [reject])],
    final: ({ lineage }) => {
      const files = certificateFiles(lineage)
      return [replaceDirective(entry, [`ssl_certificate ${files.chain};`]), replaceArguments(key, files.key)]
    },
  }
}

const isPair = (level: Level, key: Directive): boolean =>
  level.written('ssl_certificate').length === 1 &&
  level.written('ssl_certificate_key').length === 1 &&
  level.own.includes(key)

const reaches = (model: NginxModel, level: Level, servers: readonly Server[]): boolean =>
  level.context === 'server'
    ? servers.includes(level as Server)
    : model.servers.every(server => servers.includes(server) || !server.listeners.some(({ tls }) => tls))

function added([server, ...more]: readonly Server[]): Stages | undefined {
  const listen = server?.listens.findLast(({ ssl, quic, directive }) => directive && (ssl || quic))?.directive
  if (!listen || more.length > 0 || listen.parent !== server?.directive) return undefined
  return {
    first: [insertAfter(listen, [reject])],
    final: ({ lineage }) => {
      const { chain, key } = certificateFiles(lineage)
      return [insertAfter(listen, [`ssl_certificate ${chain};`, `ssl_certificate_key ${key};`])]
    },
  }
}
