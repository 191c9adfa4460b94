import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive, Setting } from '../../tree/index.ts'
import type { Place } from '../rule.ts'
import { placeOf } from '../rule.ts'
import { placeOfLevel, writer } from './affected.ts'

/** One value of a TLS setting as clients get it, with every server and socket it reaches. */
export interface TlsCause {
  /** Words in force; for a default those of the target version. */
  readonly words: readonly string[]
  /** Nobody writes it: `words` is the default of the target version. */
  readonly unset: boolean
  /** The level that writes it; unset: where it would be written for all: the protocol's block, else the server. */
  readonly level: Level
  /** Where a report points. */
  readonly at: Place
  readonly servers: readonly Server[]
  readonly listeners: readonly Listener[]
}

interface Group {
  readonly setting: Setting<readonly string[]>
  readonly decidedBy: Server
  readonly servers: Set<Server>
  readonly listeners: Set<Listener>
}

/**
 * Groups what TLS clients get for `name` by its origin, over all sockets that speak TLS (QUIC among them).
 * Which server decides (SNI or default server of the socket) is the model's answer for the target version.
 */
export function tlsCauses(model: NginxModel, name: string): readonly TlsCause[] {
  const groups = new Map<Directive | Level, Group>()
  for (const listener of model.listeners) {
    if (!listener.tls && listener.world !== 'mail') continue
    for (const server of listener.servers)
      if (listener.tls || beginsTls(model, server)) collect(groups, { model, listener, server, name })
  }
  return [...groups.values()].flatMap(group => cause(model, name, group) ?? [])
}

/** STARTTLS: the connection of a mail server turns to TLS on its way. */
export const beginsTls = (model: NginxModel, server: Server): boolean =>
  server.world === 'mail' && /^(?:on|only)$/i.test(model.text(server, 'starttls'))

interface Asked {
  readonly model: NginxModel
  readonly listener: Listener
  readonly server: Server
  readonly name: string
}

function collect(groups: Map<Directive | Level, Group>, { model, listener, server, name }: Asked): void {
  const setting = model.tls(listener, server, name)
  const key = setting.origin === 'default' ? (model[server.world] ?? setting.decidedBy) : setting.origin
  const group = groups.get(key) ?? {
    setting,
    decidedBy: setting.decidedBy,
    servers: new Set<Server>(),
    listeners: new Set<Listener>(),
  }
  group.servers.add(server)
  group.listeners.add(listener)
  groups.set(key, group)
}

function cause(model: NginxModel, name: string, group: Group): TlsCause | undefined {
  const { origin, value } = group.setting
  const written = origin === 'default' ? undefined : writer(group.decidedBy, name)
  const level = written ?? model[group.decidedBy.world] ?? group.decidedBy
  const line = written?.written(name)[0]
  // A snippet of a server is not all that the server says.
  if (!written && !group.decidedBy.directive) return undefined
  const at = line ? placeOf(line) : (placeOfLevel(level) ?? placeOfLevel(group.decidedBy))
  return (
    at && {
      words: value,
      unset: !written,
      level,
      at,
      servers: [...group.servers],
      listeners: [...group.listeners],
    }
  )
}
