import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { ipv6Groups, reachOf } from '../../formats/nginx/resolve/address.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'

interface Options {
  /** A public IPv4 range with a shorter prefix is wider than a list of proxies. */
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
  },
  schema: {
    type: 'object',
    properties: { shortestPrefix: { type: 'integer', minimum: 0, maximum: 32 } },
    additionalProperties: false,
  },
  defaults: { shortestPrefix: 8 },
  *check(model, { shortestPrefix }) {
    if (model.writers('set_real_ip_from').length === 0) return
    const causes = new Map<Directive, Level[]>()
    for (const level of model.servers.flatMap(server => model.handlers(server).map(handler => handler.level))) {
      if (/^proxy_protocol$/i.test(headerOf(model, level))) continue
      for (const entry of model.list(level, 'set_real_ip_from').entries)
        if (tooWide(entry.args[0]?.value ?? '', shortestPrefix)) gather(causes, entry, level)
    }
    for (const [entry, levels] of causes)
      yield {
        at: placeOf(entry),
        subject: `${entry.parent?.name.value ?? ''} ${entry.args[0]?.value}`,
        message: {
          id: 'all',
          params: {
            range: entry.args[0]?.value ?? '',
            header: headerOf(model, levels[0]!),
            levels: summary(levels.map(level => level.subject)),
          },
        },
        related: affected(levels),
      }
  },
})

const headerOf = (model: NginxModel, level: Level): string => model.text(level, 'real_ip_header') || 'X-Real-IP'

/** Everything, or a public IPv4 range wider than the option allows. */
function tooWide(range: string, shortest: number): boolean {
  const [address = '', prefix] = range.split('/')
  if (prefix === undefined) return false
  if (address.includes(':')) return ipv6Groups(address) !== undefined && Number(prefix) === 0
  return Number(prefix) === 0 || (Number(prefix) < shortest && reachOf(address, 'ipv4') === 'public')
}
