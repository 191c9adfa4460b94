import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { ipv6Groups, reachOf } from '../../formats/nginx/resolve/address.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { believedProxies } from './believed-proxies.ts'
import { gather } from './gather.ts'
import { answersItself, firstOf, handlerAt, passedRequest, stated, sureRequestTo, withHeaders } from './request-to.ts'

interface Options {
  /** A public IPv4 range with a shorter prefix is wider than a list of proxies; an IPv6 range with one of twice that. */
  readonly shortestPrefix: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/realip-trust-all',
  format: 'nginx',
  title: { en: 'every client may state its own address', zh: '任何客户端都可自报地址' },
  severity: 'high',
  confidence: 'high',
  tags: ['proxy', 'access'],
  messages: {
    all: {
      en: '`set_real_ip_from {range}` lets any client state its address in {header}, for {levels}',
      zh: '`set_real_ip_from {range}` 允许任何客户端用 {header} 自报地址，作用于 {levels}',
    },
    proxied: {
      en: '`set_real_ip_from {range}` believes whoever reaches {sockets} the address that the PROXY protocol states, and the access rules of {levels} go by it',
      zh: '`set_real_ip_from {range}` 相信任何能连到 {sockets} 者在 PROXY 协议中自报的地址，而 {levels} 的访问规则以此为准',
    },
  },
  schema: {
    type: 'object',
    properties: { shortestPrefix: { type: 'integer', minimum: 0, maximum: 32 } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { shortestPrefix: 8 },
  *check(model, { shortestPrefix }) {
    if (model.writers('set_real_ip_from').length === 0) return
    yield* believedProxies(model, range => tooWide(range, shortestPrefix))
    const causes = new Map<Directive, Level[]>()
    for (const { server, level } of model.servers.flatMap(server => model.handlers(server))) {
      if (/^proxy_protocol$/i.test(headerOf(model, level)) || !hasAddresses(model, server, level)) continue
      for (const entry of model.list(level, 'set_real_ip_from').entries)
        if (tooWide(argumentAt(entry, 0), shortestPrefix)) gather(causes, entry, level)
    }
    for (const [entry, levels] of causes)
      yield {
        at: placeOf(entry),
        subject: `${entry.parent?.name.value ?? ''} ${entry.args[0]?.value}`,
        message: {
          id: 'all',
          params: {
            range: argumentAt(entry, 0),
            header: headerOf(model, levels[0]!),
            levels: summary(levels, level => level.subject),
          },
        },
        related: affected(levels),
        witness: () => firstOf(levels, level => claimed(model, level)),
      }
  },
})

const headerOf = (model: NginxModel, level: Level): string => model.text(level, 'real_ip_header') || 'X-Real-IP'

/** No network covers who connects through a socket file; those behind him count when every hop is asked (measured). */
function hasAddresses(model: NginxModel, { listeners }: Server, level: Level): boolean {
  if (listeners.some(({ family }) => family !== 'unix')) return true
  const trusted = model.list(level, 'set_real_ip_from').entries.some(({ args }) => args[0]?.value === 'unix:')
  return trusted && model.on(level, 'real_ip_recursive')
}

/** Everything, or a public range wider than the option allows; prefixes of IPv6 count half. */
function tooWide(range: string, shortest: number): boolean {
  const [address = '', prefix] = range.split('/')
  if (prefix === undefined) return false
  if (address.includes(':')) {
    if (!ipv6Groups(address)) return false
    return Number(prefix) === 0 || (Number(prefix) < 2 * shortest && reachOf(`[${address}]`, 'ipv6') === 'public')
  }
  return Number(prefix) === 0 || (Number(prefix) < shortest && reachOf(address, 'ipv4') === 'public')
}

/** The address that the client states opens what is kept for it, or reaches the application as the client's own. */
function claimed(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const trusted = model.list(level, 'set_real_ip_from').entries.map(({ args }) => args[0]?.value)
  if (!handler || !trusted.includes('0.0.0.0/0') || handler.server.listeners.some(({ family }) => family !== 'ipv4'))
    return undefined
  return allowed(model, handler) ?? reported(model, handler)
}

function allowed(model: NginxModel, handler: Handler): Witness | undefined {
  const { level, serve } = handler
  const { rules, open, skipped, authentication } = model.access(level)
  const [first] = rules.entries
  const address = first?.name.value === 'allow' ? /^([\d.]+)(?:\/\d+)?$/.exec(argumentAt(first, 0))?.[1] : undefined
  const status = serve.kind === 'static' ? 200 : serve.kind === 'return' ? serve.code : undefined
  if (!address || !status || skipped || open.ipv4 || authentication.length > 0) return undefined
  const own = answersItself(model, level, status) ? sureRequestTo(model, handler) : undefined
  const request = own?.target.endsWith('/') ? sureRequestTo(model, handler, { path: `${own.target}index.html` }) : own
  const summary = { en: 'the client is let in by the address it states', zh: '客户端凭自报的地址获准访问' }
  return request && { ...withHeaders(request, [headerOf(model, level), address]), provokes: { status, summary } }
}

function reported(model: NginxModel, handler: Handler): Witness | undefined {
  if (handler.serve.kind !== 'proxy') return undefined
  const { level } = handler
  const entry = model.list(level, 'proxy_set_header').entries.find(({ args }) => args[1]?.value === '$remote_addr')
  const request = entry && passedRequest(model, handler)
  const summary = {
    en: 'the application takes the stated address for the client',
    zh: '应用把自报的地址当作客户端地址',
  }
  const upstreamSees = `${entry?.args[0]?.value}: ${stated}\r\n`
  return request && { ...withHeaders(request, [headerOf(model, level), stated]), provokes: { upstreamSees, summary } }
}
