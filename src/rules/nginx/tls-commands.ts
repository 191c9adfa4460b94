import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { gather } from './gather.ts'
import { allTlsServers } from './level-causes.ts'

/** `ssl_conf_command Ciphersuites …` in force, with the subjects of the TLS servers that it is in force for. */
export function tls13Commands(model: NginxModel): Map<Directive, string[]> {
  const found = new Map<Directive, string[]>()
  if (model.writers('ssl_conf_command').length === 0) return found
  for (const server of allTlsServers(model))
    for (const entry of model.list(server, 'ssl_conf_command').entries)
      if (entry.args[0]?.value.toLowerCase() === 'ciphersuites') gather(found, entry, server.subject)
  return found
}
