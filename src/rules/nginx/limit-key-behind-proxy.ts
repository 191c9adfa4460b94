import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { usesRealClientHeaders } from './real-client.ts'
import { keyKind, type LimitZone, zonesAt } from './request-limits.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/limit-key-behind-proxy',
  format: 'nginx',
  title: { en: 'a limit that counts the proxy, or what the client likes', zh: '限流的键是代理地址，或由客户端任选' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    proxy: {
      en: 'zone {zone} counts by "{key}" for {levels}: behind a proxy and without realip all clients share one address',
      zh: '区域 {zone} 按 "{key}" 计数，作用于 {levels}：位于代理之后且没有 realip，所有客户端共用一个地址',
    },
    chosen: {
      en: 'zone {zone} counts by "{key}" for {levels}: a client sends another value and is counted anew',
      zh: '区域 {zone} 按 "{key}" 计数，作用于 {levels}：客户端换一个值即重新计数',
    },
  },
  defaults: {},
  *check(model) {
    const places = limitedPlaces(model)
    for (const [zone, levels] of places) {
      const chosen = levels.filter(
        ({ level }) => keyKind(model, zone, level) === 'chosen' && !countsClients(model, zone, level),
      )
      const hidden = levels.filter(place => countsProxies(model, zone, place))
      if (chosen.length > 0) yield observation(zone, 'chosen', chosen)
      else if (hidden.length > 0) yield observation(zone, 'proxy', hidden)
    }
  },
})

/** Beside a limit for each client one for each name that is asked for counts those who share out their requests. */
const countsClients = (model: NginxModel, zone: LimitZone, level: Level): boolean =>
  zonesAt(model, level, zone.kind).some(other => other !== zone && keyKind(model, other, level) === 'client')

interface Limited {
  readonly level: Level
  readonly server: Server
}

/** Places where requests end under a limit, by zone. */
function limitedPlaces(model: NginxModel): Map<LimitZone, Limited[]> {
  const places = new Map<LimitZone, Limited[]>()
  if (model.writers('limit_req').length + model.writers('limit_conn').length === 0) return places
  for (const server of model.servers)
    for (const { level, serve } of model.handlers(server)) {
      // These answer before a limit counts.
      if (serve.kind === 'return' || serve.kind === 'redirect') continue
      for (const kind of ['limit_req', 'limit_conn'] as const)
        for (const zone of zonesAt(model, level, kind)) gather(places, zone, { level, server })
    }
  return places
}

const address = /^\$\{?(?:binary_)?remote_addr\}?$/i

/** The address counted is that of a proxy in front: nothing puts the client's in its place. */
function countsProxies(model: NginxModel, zone: LimitZone, { level, server }: Limited): boolean {
  if (!address.test(zone.key) || model.list(level, 'set_real_ip_from').entries.length > 0) return false
  const sockets = server.listeners.filter(({ transport }) => transport === 'tcp')
  const outside = sockets.some(({ reach, proxyProtocol }) => reach === 'public' && !proxyProtocol)
  return (sockets.length > 0 && !outside) || usesRealClientHeaders(model, level)
}

function observation(zone: LimitZone, id: 'proxy' | 'chosen', places: readonly Limited[]): Observation {
  const levels = places.map(({ level }) => level)
  return {
    at: { ...placeOf(zone.directive), ...(id === 'proxy' && { lacks: 'anywhere' as const }) },
    subject: `${zone.kind}_zone ${zone.name}`,
    message: {
      id,
      params: { zone: zone.name, key: zone.key, levels: summary(levels, ({ subject }) => subject) },
    },
    // On a private network clients may also come by themselves.
    ...(id === 'proxy' && places.every(onPrivateNetwork) && { confidence: 'low' }),
    related: affected(levels),
  }
}

const onPrivateNetwork = ({ server }: Limited): boolean => server.listeners.some(({ reach }) => reach === 'private')
