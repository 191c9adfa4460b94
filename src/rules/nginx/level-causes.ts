import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Setting } from '../../tree/index.ts'
import { type Place, placeOf } from '../rule.ts'
import { placeOfLevel, writer } from './affected.ts'
import { gather } from './gather.ts'
import { beginsTls } from './tls-causes.ts'

/** One origin of a value directive, with every level that gets its value from there. */
export interface LevelCause<L extends Level = Level> {
  /** Words in force; for a default those of the target version. */
  readonly words: readonly string[]
  /** Nobody writes it. */
  readonly unset: boolean
  /** The level that writes it; unset: where it would be written for all: http{} or stream{}, else the first level. */
  readonly level: Level
  /** Where a report points. */
  readonly at: Place
  readonly levels: readonly L[]
}

/** Groups levels by the origin of `name`, in reading order; what nobody writes by the protocol that would take it. */
export const levelCauses = <L extends Level>(model: NginxModel, name: string, levels: Iterable<L>): LevelCause<L>[] =>
  model.causes(name, levels).flatMap(({ setting, levels: of }) => {
    const groups = setting.origin === 'default' && (model.stream || model.mail) ? byWorld(of) : [of]
    return groups.flatMap(group => causeOf(model, { name, setting, levels: group as readonly L[] }) ?? [])
  })

function byWorld(levels: readonly Level[]): (readonly Level[])[] {
  const worlds = new Map<Level['world'], Level[]>()
  for (const level of levels) gather(worlds, level.world, level)
  return [...worlds.values()]
}

interface Group<L extends Level> {
  readonly name: string
  readonly setting: Setting<readonly string[]>
  readonly levels: readonly L[]
}

function causeOf<L extends Level>(model: NginxModel, { name, setting, levels }: Group<L>): LevelCause<L> | undefined {
  const [first] = levels
  const written = setting.origin === 'default' || !first ? undefined : writer(first, name)
  const level = written ?? model[first?.world ?? 'http'] ?? first
  const line = written?.written(name)[0]
  const at = line ? placeOf(line) : level && (placeOfLevel(level) ?? (first && placeOfLevel(first)))
  return level && at ? { words: setting.value, unset: !written, level, at, levels } : undefined
}

/** http servers that a TLS client can reach. */
export const tlsServers = (model: NginxModel): Server[] =>
  model.servers.filter(server => server.listeners.some(listener => listener.tls))

/** The same of all protocols; a mail server may turn to TLS by STARTTLS. */
export const allTlsServers = (model: NginxModel): Server[] =>
  model.streamServers.length + model.mailServers.length === 0
    ? tlsServers(model)
    : [...model.servers, ...model.streamServers, ...model.mailServers].filter(
        server => server.listeners.some(({ tls }) => tls) || beginsTls(model, server),
      )

/** Cipher strings and their preference say nothing about TLS 1.3. */
export const speaksTls12 = (model: NginxModel, server: Server): boolean =>
  server.listeners.some(
    listener =>
      (listener.tls || beginsTls(model, server)) &&
      model.tls(listener, server, 'ssl_protocols').value.some(word => word.toLowerCase() !== 'tlsv1.3'),
  )

/** The subject of a cause for fingerprints. */
export const causeSubject = (cause: Pick<LevelCause, 'unset' | 'level'>): string =>
  cause.unset ? 'default' : cause.level.subject
