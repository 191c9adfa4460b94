import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { insertAfter, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type KeyedPlace, keyedPlaces, lacksHost, lacksQuery, lacksScheme } from './cache-keys.ts'
import { cachedRequest, fileOf, storedAnswer } from './cache-witness.ts'
import { firstOf, type Way } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/cache-key',
  format: 'nginx',
  title: { en: 'different answers share one cache entry', zh: '不同的响应共用一个缓存条目' },
  severity: 'medium',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    shared: {
      en: '{directive} `{key}` leaves out the host: {servers} share the entries of zone {zone}',
      zh: '{directive} `{key}` 没有包含主机名：{servers} 共用缓存区 {zone} 的条目',
    },
    open: {
      en: '{directive} `{key}` leaves out the host that the application is told: whoever asks for another name fills zone {zone} for {servers}',
      zh: '{directive} `{key}` 没有包含告知应用的主机名：以其他名称请求的人可为 {servers} 填充缓存区 {zone}',
    },
    query: {
      en: '{directive} `{key}` leaves out the query: every ?… of a path gets the same entry of zone {zone}, in {servers}',
      zh: '{directive} `{key}` 没有包含查询串：同一路径的任意 ?… 都得到缓存区 {zone} 的同一条目，位于 {servers}',
    },
    scheme: {
      en: '{directive} `{key}` leaves out the scheme: {servers} answers with and without TLS from the same entries of zone {zone}',
      zh: '{directive} `{key}` 没有包含协议：{servers} 在有无 TLS 时都使用缓存区 {zone} 的同一条目',
    },
  },
  defaults: {},
  *check(model) {
    for (const places of groups(model)) {
      const lacks: Lacks = {
        host: lacksHost(model, places),
        query: places.some(place => lacksQuery(model, place)),
        scheme: places.some(place => lacksScheme(model, place)),
      }
      const id = lacks.host ?? (lacks.query ? 'query' : lacks.scheme ? 'scheme' : undefined)
      if (id) yield { ...observation(id, places, lacks), witness: () => mixedUp(model, id, places) }
    }
  },
})

interface Lacks {
  readonly host: 'shared' | 'open' | undefined
  readonly query: boolean
  readonly scheme: boolean
}

/** Places of one zone with the same text as key: their entries meet where the text comes out the same. */
function groups(model: NginxModel): KeyedPlace[][] {
  const found = new Map<string, KeyedPlace[]>()
  for (const place of keyedPlaces(model)) {
    const id = JSON.stringify([place.zone, place.key])
    const group = found.get(id)
    if (group) group.push(place)
    else found.set(id, [place])
  }
  return [...found.values()]
}

function observation(id: string, places: readonly KeyedPlace[], lacks: Lacks): Observation {
  const { key, writtenAs, switchedOn, zone, pass } = places[0]!
  const servers = [...new Set<Server>(places.map(one => one.pass.handler.server))]
  const confidence = id === 'shared' ? 'high' : 'medium'
  return {
    at: placeOf(writtenAs ?? switchedOn),
    subject: `${zone} ${key}`,
    message: {
      id,
      params: {
        directive: `${pass.family}_cache_key`,
        key,
        zone,
        servers: summary(servers, server => server.subject),
      },
    },
    severity: id === 'scheme' ? 'low' : 'medium',
    confidence,
    related: affected(places.map(one => one.level)),
    fixes: [fix(places, lacks)],
  }
}

function fix(places: readonly KeyedPlace[], lacks: Lacks): Fix {
  const first = places[0]!
  const directive = `${first.pass.family}_cache_key`
  const wanted = extended(first.key, lacks)
  const written = new Set(places.flatMap(({ writtenAs }) => writtenAs ?? []))
  const unwritten = new Set(places.filter(one => !one.writtenAs).map(one => one.switchedOn))
  return {
    title: { en: `use the key ${wanted}`, zh: `使用缓存键 ${wanted}` },
    safety: 'unsafe',
    edits: [
      ...[...written].flatMap(({ file, args }) =>
        args[0] ? [replaceWord(file, args[0], quoted(args[0].raw, wanted))] : [],
      ),
      ...[...unwritten].map(switchedOn => insertAfter(switchedOn, [`${directive} ${wanted};`])),
    ],
    changes: [directive],
  }
}

/** `$uri` → `$scheme$host$uri$is_args$args`, keeping what stands there. */
function extended(key: string, { host, query, scheme }: Lacks): string {
  const head = `${scheme ? '$scheme' : ''}${host ? '$host' : ''}`
  const at = /^\$\{?scheme\}?/i.exec(key)?.[0].length ?? 0
  return `${key.slice(0, at)}${head}${key.slice(at)}${query ? '$is_args$args' : ''}`
}

const quoted = (raw: string, wanted: string): string => {
  const quote = /^["']/.exec(raw)?.[0] ?? ''
  return `${quote}${wanted}${quote}`
}

/** Two requests that the application would answer differently, of which it sees the first alone. */
function mixedUp(model: NginxModel, id: string, places: readonly KeyedPlace[]): Witness | undefined {
  const summary = {
    en: 'the answer to the first request, where the application allows storing it',
    zh: '得到第一个请求的响应（若应用允许缓存）',
  }
  return firstOf(waysOf(id, places), ([place, ways]) => {
    const own = cachedRequest(model, place, {})
    const [first, second] = ways.map(
      ({ query = '', ...way }) =>
        own && cachedRequest(model, place, { ...way, path: fileOf(own, `style.css${query}`) }),
    )
    return first && second && storedAnswer([first, second], summary)
  })
}

type Asked = Way & { readonly query?: string }

function waysOf(id: string, places: readonly KeyedPlace[]): [KeyedPlace, [Asked, Asked]][] {
  return places.flatMap((place): [KeyedPlace, [Asked, Asked]][] => {
    const { names, listeners } = place.pass.handler.server
    const [host, other] = names.filter(({ kind }) => kind === 'exact').map(({ value }) => value)
    const secure = listeners.find(({ tls, transport }) => tls && transport === 'tcp')
    if (id === 'query') return [[place, [{ query: '?v=1' }, { query: '?v=2' }]]]
    if (id === 'scheme') return secure ? [[place, [{ clear: true }, { listener: secure }]]] : []
    if (host === undefined) return []
    if (id === 'open') return [[place, [{ host: 'unlisted.example' }, { host }]]]
    return other === undefined ? [] : [[place, [{ host }, { host: other }]]]
  })
}
