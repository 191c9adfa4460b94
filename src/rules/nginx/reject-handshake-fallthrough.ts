import type { Handler, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { described } from './leaks.ts'
import { refuses, rejectsHandshake } from './refusal.ts'
import { firstOf, foreignRequest } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/reject-handshake-fallthrough',
  format: 'nginx',
  title: { en: 'a server that rejects handshakes still answers requests', zh: '拒绝握手的 server 仍会应答请求' },
  severity: 'medium',
  confidence: 'high',
  tags: ['routing', 'tls'],
  messages: {
    answers: {
      en: '{server} rejects handshakes on {socket}, but a client that shook hands for {other} and then asks for another Host gets what `{what}` answers',
      zh: '{server} 在 {socket} 上拒绝握手，但以 {other} 握手后再请求其他 Host 的客户端仍得到 `{what}` 的应答',
    },
    builtin: {
      en: '{server} rejects handshakes on {socket}, but a client that shook hands for {other} and then asks for another Host gets the `html` directory that nginx was built with',
      zh: '{server} 在 {socket} 上拒绝握手，但以 {other} 握手后再请求其他 Host 的客户端仍得到 nginx 编译时内置的 `html` 目录',
    },
  },
  defaults: {},
  *check(model) {
    const found = new Map<Server, Listener[]>()
    for (const listener of model.listeners)
      if (listener.servers.length > 1 && rejectsHandshake(listener, model))
        gather(found, listener.defaultServer, listener)
    for (const [server, listeners] of found) {
      const said = observation(model, server, listeners)
      if (said) yield said
    }
  },
})

/** The sockets of one server share its cause, and its cure. */
function observation(model: NginxModel, server: Server, listeners: readonly Listener[]): Observation | undefined {
  const open = model.handlers(server).filter(handler => !refuses(handler, model))
  const line = server.written('ssl_reject_handshake')[0] ?? server.directive
  const other = listeners[0]?.servers.find(one => one !== server)
  if (open.length === 0 || !line || !other) return undefined
  const sockets = listeners.map(({ subject }) => subject)
  return {
    at: placeOf(line),
    subject: sockets[0] ?? server.subject,
    message: {
      id: open.every(isBuiltIn) ? 'builtin' : 'answers',
      params: {
        server: server.subject,
        socket: summary(sockets),
        other: other.title,
        what: summary([...new Set(open.map(described))]),
      },
    },
    related: affected(open.map(({ level }) => level)),
    witness: () =>
      firstOf(listeners, listener =>
        firstOf(open, place => foreignRequest(model, place, { listener, ...nameOf(other) })),
      ),
    fixes: [
      {
        title: { en: 'answer 421 to such requests', zh: '对此类请求返回 421' },
        safety: 'safe',
        edits: insertAt(server, 'ssl_reject_handshake', ['return 421;']),
        changes: ['*'],
      },
    ],
  }
}

const isBuiltIn = ({ serve }: Handler): boolean =>
  serve.kind === 'static' && !serve.alias && serve.root.origin === 'default'

/** The name that the handshake is done for. */
function nameOf({ names }: Server): { serverName?: string } {
  const name = names.find(({ kind }) => kind === 'exact')
  return name ? { serverName: name.value } : {}
}
