import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/tls-setting-ignored',
  format: 'nginx',
  title: { en: 'TLS setting without effect on this server', zh: 'TLS 设置对此 server 无效' },
  severity: 'medium',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    ignored: {
      en: '`{setting} {words}` of {server} has no effect on {socket}: the default server {default} decides, with `{effective}`',
      zh: '{server} 的 `{setting} {words}` 在 {socket} 上不起作用：由默认 server {default} 决定，值为 `{effective}`',
    },
  },
  defaults: {},
  *check(model) {
    const names = atLeast(model.target.nginx, '1.29.2') ? ['ssl_ecdh_curve'] : ['ssl_protocols', 'ssl_ecdh_curve']
    for (const server of model.servers) for (const name of names) yield* ignored(model, server, name)
  },
})

/** Written in the server itself: a value inherited from http{} is no mistake of this server. */
function* ignored(model: NginxModel, server: Server, name: string): Generator<Observation> {
  const line = server.written(name)[0]
  if (!line) return
  for (const listener of server.listeners) {
    if (!listener.tls || listener.defaultServer === server) continue
    const own = model.setting(server, name).value
    const inForce = model.tls(listener, server, name).value
    if (sameSet(own, inForce)) continue
    yield {
      at: placeOf(line),
      subject: `${server.subject} ${name} ${listener.subject}`,
      message: {
        id: 'ignored',
        params: {
          setting: name,
          words: own.join(' '),
          server: server.subject,
          socket: listener.subject,
          default: listener.defaultServer.subject,
          effective: inForce.join(' '),
        },
      },
    }
    return
  }
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = (words: readonly string[]): string => [...new Set(words.map(word => word.toLowerCase()))].sort().join(' ')
  return set(a) === set(b)
}
