import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { gather } from './gather.ts'
import { clientZone } from './limit-edits.ts'
import { keyKind, limitZones, zonesAt } from './request-limits.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Names of servers that a WAF or CDN in front limits; `*` for all of them. */
  readonly limitedInFront: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/rate-limits',
  format: 'nginx',
  title: { en: 'applications without any limit per client', zh: '应用没有任何按客户端的限制' },
  severity: 'low',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    none: {
      en: '{servers} hand requests to {targets} with neither limit_req nor limit_conn in force anywhere',
      zh: '{servers} 把请求转给 {targets}，任何位置都没有生效的 limit_req 或 limit_conn',
    },
    empty: {
      en: '`{directive}` has an empty key: requests with an empty key are not counted (zone {zone})',
      zh: '`{directive}` 的键为空：空键的请求不计数（区域 {zone}）',
    },
    constant: {
      en: '`{directive}` has the constant key "{key}": all clients together share one limit (zone {zone})',
      zh: '`{directive}` 的键是常量 "{key}"：所有客户端共用一个限额（区域 {zone}）',
    },
  },
  schema: {
    type: 'object',
    properties: { limitedInFront: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { limitedInFront: [] },
  *check(model, { limitedInFront }) {
    yield* unlimited(model, limitedInFront)
    yield* badKeys(model)
  },
})

/** Servers without a limit share one cause: nobody wrote one in http{}. */
function* unlimited(model: NginxModel, limitedInFront: readonly string[]): Iterable<Observation> {
  const open = unlimitedServers(model, limitedInFront)
  const servers = [...open.keys()]
  const [first] = servers
  const at = first && ((model.http && placeOfLevel(model.http)) ?? placeOfLevel(first))
  if (!at) return
  yield {
    at,
    subject: 'default',
    message: {
      id: 'none',
      params: {
        servers: summary(servers, ({ title }) => title),
        targets: summary([...new Set([...open.values()].flat().map(({ serve }) => serve.authority))]),
      },
    },
    // A fragment is included somewhere, and limits may stand there.
    ...(model.fragment.length > 0 && { confidence: 'low' }),
    related: affected(servers),
    fixes: limits(model, servers),
  }
}

/** Exposed servers with what they hand requests on to, those left out that limit some of it. */
function unlimitedServers(model: NginxModel, limitedInFront: readonly string[]): Map<Server, Pass[]> {
  const found = new Map<Server, Pass[]>()
  for (const pass of passes(model)) if (pass.family !== 'memcached') gather(found, pass.handler.server, pass)
  for (const [server, all] of found)
    if (!isExposed(server, limitedInFront) || all.some(({ handler }) => isLimited(model, handler.level)))
      found.delete(server)
  return found
}

const isLimited = (model: NginxModel, level: Level): boolean =>
  model.list(level, 'limit_req').entries.length > 0 || model.list(level, 'limit_conn').entries.length > 0

const isExposed = (server: Server, limitedInFront: readonly string[]): boolean =>
  server.listeners.some(({ reach }) => reach === 'public') &&
  !limitedInFront.includes('*') &&
  !server.names.some(({ value }) => limitedInFront.includes(value))

/** Counted and logged first, refused once somebody has looked at the log and removed the dry run. */
function limits(model: NginxModel, servers: readonly Server[]): Fix[] {
  if (!atLeast(model.target.nginx, '1.17.6')) return []
  const zone = clientZone(model, {
    kind: 'limit_req',
    name: 'per_client',
    rest: 'rate=20r/s',
    fits: ({ directive }) => directive.args.some(({ value }) => /^rate=\d{2,}r\/s$/.test(value)),
  })
  if (!zone) return []
  const lines = [`limit_req zone=${zone.name} burst=40 nodelay;`, 'limit_req_dry_run on;']
  return [
    {
      title: { en: 'count requests per client, as a dry run', zh: '按客户端计数（仅演练）' },
      safety: 'unsafe',
      edits: [...zone.edits, ...servers.flatMap(server => insertAt(server, 'limit_req', lines))],
      changes: ['limit_req_zone', 'limit_req', 'limit_req_dry_run'],
    },
  ]
}

function* badKeys(model: NginxModel): Iterable<Observation> {
  for (const zone of limitZones(model)) {
    const kind = model.http && keyKind(model, zone, model.http)
    if ((kind !== 'empty' && kind !== 'constant') || !isUsed(model, zone.name, zone.kind)) continue
    const { directive, key, name } = zone
    const at = placeOf(directive)
    const text = `${nameOf(directive)} ${directive.args[0]?.raw ?? ''}`
    yield {
      at,
      subject: `${zone.kind}_zone ${name}`,
      message: { id: kind, params: { directive: text, key, zone: name } },
    }
  }
}

const isUsed = (model: NginxModel, name: string, kind: 'limit_req' | 'limit_conn'): boolean =>
  model.writers(kind).some(level => zonesAt(model, level, kind).some(zone => zone.name === name))
