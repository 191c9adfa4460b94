import type { NginxModel } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { formatNamed } from './log-formats.ts'
import { relayed } from './log-relay.ts'
import { personalArguments } from './sensitive-paths.ts'
import { isSensitive } from './sensitive-variables.ts'
import { statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/log-remote-plaintext',
  format: 'nginx',
  title: { en: 'log lines over the network in clear', zh: '日志以明文经网络发送' },
  severity: 'low',
  confidence: 'medium',
  tags: ['logging', 'plaintext'],
  messages: {
    udp: {
      en: '`{directive} {target}` sends every line over UDP in clear, from {level}',
      zh: '`{directive} {target}` 以明文 UDP 发送每一行，来自 {level}',
    },
  },
  defaults: {},
  *check(model) {
    for (const { level, entry } of statements(model, 'access_log', 'error_log')) {
      const target = argumentAt(entry, 0)
      const directive = nameOf(entry)
      if (leaves(target))
        yield {
          at: placeOf(entry),
          subject: `${level.subject} ${directive} ${target}`,
          message: { id: 'udp', params: { directive, target, level: level.subject || 'main' } },
          ...(directive === 'access_log' && tellsPersonalData(model, entry) && { severity: 'medium' }),
          fixes: [relayed],
        }
    }
  },
})

/** The format of the line writes what no log may keep, let alone send. */
function tellsPersonalData(model: NginxModel, { args }: Directive): boolean {
  const format = formatNamed(model, args[1]?.value ?? '')
  const text = format?.args.map(({ value }) => value).join(' ') ?? ''
  return [...text.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => isSensitive(name.toLowerCase(), personalArguments))
}

function leaves(target: string): boolean {
  const server = /^syslog:(?:.*,)?server=([^,]+)/.exec(target)?.[1]
  if (server === undefined || server.startsWith('unix:')) return false
  const { address, family } = readAddress(server, 514)
  return address !== '127.0.0.1' && (family === 'name' || reachOf(address, family) !== 'loopback')
}
