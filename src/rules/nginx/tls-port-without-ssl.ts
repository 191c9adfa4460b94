import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected } from './affected.ts'
import { answeredRequest, firstOf } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/tls-port-without-ssl',
  format: 'nginx',
  title: { en: 'plain HTTP on the TLS port', zh: 'TLS 端口上的明文 HTTP' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    plain: {
      en: '{socket} speaks plain HTTP: no `listen` of it says ssl',
      zh: '{socket} 使用明文 HTTP：它的 `listen` 都没有 ssl',
    },
  },
  defaults: {},
  *check(model) {
    for (const listener of model.listeners) {
      const { world, tls, port, transport, listens, servers } = listener
      if (world !== 'http' || tls || transport !== 'tcp' || (port !== 443 && port !== 8443)) continue
      const written = listens.flatMap(({ directive }) => directive ?? [])
      const [first] = written
      if (!first) continue
      const ready = servers.every(server => model.list(server, 'ssl_certificate').entries.length > 0)
      yield {
        at: placeOf(first),
        subject: listener.subject,
        message: { id: 'plain', params: { socket: listener.subject } },
        related: affected(servers),
        witness: () => firstOf(servers, server => answerInClear(model, listener, server)),
        fixes: !ready
          ? []
          : [
              {
                title: { en: 'say ssl on the socket', zh: '为该端口加上 ssl' },
                safety: 'unsafe',
                edits: written.flatMap(one => insertAfterWord(one, 0, 'ssl')),
                changes: ['*'],
              },
            ],
      }
    }
  },
})

function answerInClear(model: NginxModel, listener: Listener, server: Server): Witness | undefined {
  const found = firstOf(model.handlers(server), handler => answeredRequest(model, handler, { clear: true }))
  if (found?.request.listener !== listener.subject) return undefined
  const summary = { en: 'an answer without TLS', zh: '未经 TLS 的应答' }
  return { ...found.request, provokes: { ...found.shows, summary } }
}
