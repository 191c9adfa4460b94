import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Observation, placeOf } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'

interface Guarded {
  readonly level: Level
  readonly sockets: readonly Listener[]
}

/**
 * Places kept for some addresses, which the PROXY protocol states, on sockets that others than a proxy may reach. In
 * stream{} nothing else states an address (measured with 1.22.1).
 */
export function* believedProxies(model: NginxModel, tooWide: (range: string) => boolean): Generator<Observation> {
  const causes = new Map<Directive, Guarded[]>()
  for (const guarded of [...guardedPlaces(model)])
    for (const entry of model.list(guarded.level, 'set_real_ip_from').entries)
      if (tooWide(argumentAt(entry, 0))) gather(causes, entry, guarded)
  for (const [entry, places] of causes) yield observation(entry, places)
}

function* guardedPlaces(model: NginxModel): Generator<Guarded> {
  for (const server of [...model.servers, ...model.streamServers]) {
    const sockets = server.listeners.filter(({ proxyProtocol, reach }) => proxyProtocol && reach === 'public')
    if (sockets.length === 0) continue
    for (const level of placesOf(model, server)) if (asksAddress(model, level)) yield { level, sockets }
  }
}

const placesOf = (model: NginxModel, server: Server): readonly Level[] =>
  server.world === 'stream'
    ? [server]
    : model
        .handlers(server)
        .map(({ level }) => level)
        .filter(level => /^proxy_protocol$/i.test(model.text(level, 'real_ip_header')))

/** Some addresses are let in, those of strangers are not. */
function asksAddress(model: NginxModel, level: Level): boolean {
  const { rules, open, skipped } = model.access(level)
  return !skipped && !(open.ipv4 && open.ipv6) && rules.entries.some(entry => nameOf(entry) === 'allow')
}

function observation(entry: Directive, places: readonly Guarded[]): Observation {
  const levels = places.map(({ level }) => level)
  const sockets = [...new Set(places.flatMap(place => place.sockets.map(({ subject }) => subject)))]
  const range = argumentAt(entry, 0)
  return {
    at: placeOf(entry),
    subject: `${entry.parent?.name.value ?? ''} ${range}`,
    severity: 'medium',
    confidence: 'medium',
    message: {
      id: 'proxied',
      params: { range, sockets: summary(sockets), levels: summary(levels, level => level.subject) },
    },
    related: affected(levels),
  }
}
