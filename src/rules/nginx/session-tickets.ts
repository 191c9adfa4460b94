import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { allTlsServers } from './level-causes.ts'
import { checkValue, type Wrong } from './value-rule.ts'

interface Options {
  /** Tickets are a finding even when their keys are rotated. */
  readonly forbid: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/session-tickets',
  format: 'nginx',
  title: { en: 'TLS session tickets with keys that are not rotated', zh: 'TLS 会话票据的密钥未轮换' },
  severity: 'low',
  confidence: 'medium',
  tags: ['tls'],
  messages: {
    'static-key': {
      en: 'session tickets of {levels} are encrypted with a key file that nobody rotates here (ssl_session_ticket_key)',
      zh: '{levels} 的会话票据使用固定的密钥文件加密（ssl_session_ticket_key），没有轮换',
    },
    'not-rotated': {
      en: 'session tickets of {levels} are encrypted with a key that stays until nginx restarts',
      zh: '{levels} 的会话票据密钥在 nginx 重启之前一直不变',
    },
    forbidden: {
      en: 'session tickets are on for {levels}, the baseline forbids them',
      zh: '{levels} 启用了会话票据，基线不允许',
    },
  },
  schema: { type: 'object', properties: { forbid: { type: 'boolean' } }, additionalProperties: false },
  elsewhere: true,
  defaults: { forbid: false },
  check: (model, options) =>
    checkValue(model, {
      setting: 'ssl_session_tickets',
      levels: () => allTlsServers(model).filter(server => mayGive(model, server)),
      byLevels: true,
      wrong: ([value = 'on'], _unset, servers) => (/^off$/i.test(value) ? undefined : judge(model, options, servers)),
      wanted: 'off',
    }),
})

/** From 1.23.2 keys rotate by themselves when a shared session cache is configured (change log of 1.23.2). */
function judge(model: NginxModel, { forbid }: Options, servers: readonly Level[]): Wrong | undefined {
  if (forbid) return { message: 'forbidden' }
  if (servers.some(server => model.list(server, 'ssl_session_ticket_key').entries.length > 0))
    return { message: 'static-key' }
  const rotated =
    atLeast(model.target.nginx, '1.23.2') &&
    servers.every(server => model.setting(server, 'ssl_session_cache').value.some(word => word.startsWith('shared:')))
  return rotated ? undefined : { message: 'not-rotated' }
}

/** The default server of the socket may keep all others from giving any. */
function mayGive(model: NginxModel, server: Server): boolean {
  const encrypted = server.listeners.filter(({ tls }) => tls)
  const given = encrypted.map(listener => model.tls(listener, server, 'ssl_session_tickets').value[0] ?? 'on')
  return given.length === 0 || given.some(value => !/^off$/i.test(value))
}
