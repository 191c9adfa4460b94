import type { NginxModel } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Step } from '../rule.ts'
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
      const target = entry.args[0]?.value ?? ''
      const directive = entry.name.value
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
  const format = model.http?.written('log_format').find(one => one.args[0]?.value === args[1]?.value)
  const text = format?.args.map(({ value }) => value).join(' ') ?? ''
  return [...text.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => isSensitive(name.toLowerCase(), personalArguments))
}

const step: Step = {
  kind: 'decide',
  id: 'nginx/log-relay',
  title: { en: 'Send logs through a relay on this machine', zh: '经本机的中继发送日志' },
  why: {
    en: 'nginx itself sends over UDP in clear only; a relay sends over TLS and keeps what does not get through',
    zh: 'nginx 只能以明文 UDP 发送；中继可经 TLS 发送，并保留未送达的内容',
  },
  needs: [],
  risk: 'behaviour',
  question: {
    en: 'Which relay takes the lines (rsyslog with gtls, syslog-ng, vector)? Let it listen on a unix socket, name the collector and its CA there, and write syslog:server=unix:… here',
    zh: '由哪个中继接收（带 gtls 的 rsyslog、syslog-ng、vector）？让其监听 unix 套接字，在其中配置收集端及其 CA，再把此处改为 syslog:server=unix:…',
  },
}

const relayed: Fix = {
  title: { en: 'a relay on this machine that speaks TLS', zh: '本机上使用 TLS 的中继' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [step],
}

function leaves(target: string): boolean {
  const server = /^syslog:(?:.*,)?server=([^,]+)/.exec(target)?.[1]
  if (server === undefined || server.startsWith('unix:')) return false
  const { address, family } = readAddress(server, 514)
  return address !== '127.0.0.1' && (family === 'name' || reachOf(address, family) !== 'loopback')
}
