import type { Location, NginxModel, Table } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { type Contents, variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertBefore, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { families } from './open-places.ts'
import { passedRequest } from './request-to.ts'
import { type SentHeaders, sentHeaders } from './sent-headers.ts'
import { asLocation, statements } from './statements.ts'

interface Options {
  /** Upstreams (as written in `proxy_pass`, without scheme) that do not speak HTTP/2 in clear. */
  readonly withoutH2c: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/h2c-smuggling',
  format: 'nginx',
  title: { en: 'a client chooses the protocol of the backend', zh: '由客户端选择后端协议' },
  severity: 'medium',
  confidence: 'low',
  tags: ['proxy', 'access'],
  messages: {
    upgrade: {
      en: '`proxy_set_header Upgrade {value}` lets clients switch {authority} to HTTP/2 past the access rules of {guarded}, in {levels}',
      zh: '`proxy_set_header Upgrade {value}` 使客户端可把 {authority} 切换到 HTTP/2，绕过 {guarded} 的访问规则，位于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { withoutH2c: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { withoutH2c: [] },
  *check(model, { withoutH2c }) {
    if (!['deny', 'auth_basic', 'auth_request', 'auth_jwt'].some(name => model.writers(name).length > 0)) return
    if (![...statements(model, 'proxy_set_header')].some(({ entry }) => headerName(entry) === 'upgrade')) return
    const open = openTunnels(model, withoutH2c)
    const [first] = [...open.values()].map(tunnels => tunnels[0]?.sent.pass.handler.server.directive)
    for (const [upgrade, tunnels] of open)
      yield observation(model, upgrade, { tunnels, guarded: tunnels[0]!.guarded ?? '', first })
  },
})

/** By the Upgrade header that lets them through. */
function openTunnels(model: NginxModel, withoutH2c: readonly string[]): ReadonlyMap<Directive, Tunnel[]> {
  const causes = new Map<Directive, Tunnel[]>()
  const guardedBy = new Map<string, string>()
  const upgrading: Tunnel[] = []
  for (const sent of sentHeaders(model)) {
    const { handler, serve } = sent.pass
    const key = serve.upstream?.name ?? serve.authority
    if (isGuarded(model, sent)) guardedBy.set(key, guardedBy.get(key) ?? handler.level.subject)
    const upgrade = withoutH2c.includes(serve.authority) ? undefined : freeUpgrade(model, sent)
    if (upgrade) upgrading.push({ sent, upgrade, key })
  }
  for (const tunnel of upgrading) {
    const guarded = guardedBy.get(tunnel.key) ?? carvedOut(model, tunnel.sent)?.subject
    if (guarded) gather(causes, tunnel.upgrade, { ...tunnel, guarded })
  }
  return causes
}

interface Tunnel {
  readonly sent: SentHeaders
  readonly upgrade: Directive
  readonly key: string
  readonly guarded?: string
}

/** A path of the application that rules keep strangers from: nothing answers there but a refusal. */
function carvedOut(model: NginxModel, { pass: { handler } }: SentHeaders): Location | undefined {
  const outer = asLocation(handler.level)
  if (!outer || !/^(?:prefix|noregex)$/.test(outer.match.kind)) return undefined
  return handler.server.locations.find(other => {
    const { kind, pattern } = other.match
    if (other === outer || !/^(?:prefix|noregex|exact)$/.test(kind) || other.serve.kind !== 'static') return false
    const { open } = model.access(other)
    return pattern.startsWith(outer.match.pattern) && !open.ipv4 && !open.ipv6
  })
}

/** Strangers are kept out of another place of the same application. */
function isGuarded(model: NginxModel, { pass: { handler } }: SentHeaders): boolean {
  const { open, authentication } = model.access(handler.level)
  return authentication.length > 0 || !open.ipv4 || !open.ipv6
}

/** The Upgrade header in force, when a client writes it as it likes and the connection is handed over. */
function freeUpgrade(model: NginxModel, sent: SentHeaders): Directive | undefined {
  const { level, server } = sent.pass.handler
  const upgrade = sent.named('upgrade')
  const connection = sent.named('connection')
  if (!upgrade || !connection || sent.pass.family !== 'proxy' || isGuarded(model, sent)) return undefined
  if (model.text(level, 'proxy_http_version') === '1.0' || families(server).length === 0) return undefined
  if (
    /(?:^|[/_.-])(?:ws|wss|socket|websocket|socket\.io|sockjs)(?:[/_.-]|$)/i.test(
      asLocation(level)?.match.pattern ?? '',
    )
  )
    return undefined
  const free = sentAs(model, upgrade, sent)
  const asks = sentAs(model, connection, sent)
  return isFree(free) && (isFree(asks) || asks.values?.some(value => /upgrade/i.test(value))) ? upgrade : undefined
}

const sentAs = (model: NginxModel, entry: Directive, { pass }: SentHeaders): Contents =>
  variablesOf(model).contents(argumentAt(entry, 1), { level: pass.handler.level })

/** More than a choice among values of ours, and from the client's own header. */
const isFree = ({ values, traces }: Contents): boolean =>
  values === undefined && traces.some(({ variable }) => variable === 'http_upgrade' || variable === 'http_connection')

interface Cause {
  readonly tunnels: readonly Tunnel[]
  readonly guarded: string
  /** The server that has the first of all causes: what all of them need goes in front of it. */
  readonly first: Directive | undefined
}

function observation(model: NginxModel, upgrade: Directive, { tunnels, guarded, first }: Cause): Observation {
  const { sent } = tunnels[0]!
  const { handler, serve } = sent.pass
  const levels = tunnels.map(tunnel => tunnel.sent.pass.handler.level)
  const request = passedRequest(model, handler)
  const summaryOf = { en: 'the backend is asked for HTTP/2 in clear', zh: '后端收到切换到明文 HTTP/2 的请求' }
  const headers = [
    ['Upgrade', 'h2c'],
    ['HTTP2-Settings', 'AAMAAABkAARAAAAAAAIAAAAA'],
  ] as const
  return {
    at: placeOf(upgrade),
    subject: `${sent.entries.at?.subject ?? handler.server.subject} Upgrade`,
    message: {
      id: 'upgrade',
      params: {
        value: argumentAt(upgrade, 1),
        authority: serve.authority,
        guarded,
        levels: summary(levels, level => level.subject),
      },
    },
    related: affected(levels),
    ...(request && {
      witness: {
        ...request,
        headers: [...request.headers, ...headers],
        provokes: { upstreamSees: 'Upgrade: h2c', summary: summaryOf },
      },
    }),
    fixes: fixes(model, upgrade, first),
  }
}

const table = ['map $http_upgrade $websocket_upgrade {', '    default "";', '    websocket websocket;', '}']

const isUpgrade = (value: string): boolean => /^\$(?:http_upgrade|\{http_upgrade\})$/i.test(value)

/** Made for another place before. */
const isTheTable = ({ source, entries }: Table): boolean =>
  isUpgrade(source) && entries.every(({ args: [to] }) => to?.value === '' || to?.value === 'websocket')

/** A table beside the servers passes `websocket` and nothing else. */
function fixes(model: NginxModel, upgrade: Directive, server: Directive | undefined): Fix[] {
  const taken = model.tables.find(({ variable }) => variable === 'websocket_upgrade')
  if ((taken && !isTheTable(taken)) || !server || !isUpgrade(upgrade.args[1]?.value ?? '')) return []
  const edits: Edit[] = [
    ...(taken ? [] : [insertBefore(server, table)]),
    replaceArguments(upgrade, `${upgrade.args[0]?.raw ?? 'Upgrade'} $websocket_upgrade`),
  ]
  return [
    {
      title: { en: 'let through websocket only', zh: '只放行 websocket' },
      safety: 'unsafe',
      edits,
      changes: ['map', 'proxy_set_header'],
    },
  ]
}
