import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Related, type Rule } from '../rule.ts'
import { summary } from './affected.ts'

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
    'ignored-before': {
      en: '`{setting} {words}` of {server} has no effect on {socket} before nginx 1.29.2: the default server {default} decides there, with `{effective}`',
      zh: '{server} 的 `{setting} {words}` 在 nginx 1.29.2 之前于 {socket} 上不起作用：由默认 server {default} 决定，值为 `{effective}`',
    },
  },
  defaults: {},
  *check(model) {
    const names = atLeast(model.target.nginx, '1.29.2') ? ['ssl_ecdh_curve'] : ['ssl_protocols', 'ssl_ecdh_curve']
    for (const name of names) {
      const agreeing = new Map<Listener, readonly Server[]>()
      for (const server of model.servers) yield* ignored(model, server, { name, agreeing })
    }
  },
})

interface Asked {
  readonly name: string
  /** Servers of a socket that write the value that is in force there, once somebody asked for them. */
  readonly agreeing: Map<Listener, readonly Server[]>
}

/** Written in the server itself: a value inherited from http{} is no mistake of this server. */
function* ignored(model: NginxModel, server: Server, asked: Asked): Generator<Observation> {
  const { name } = asked
  const line = server.written(name)[0]
  if (!line) return
  for (const listener of server.listeners) {
    if (!listener.tls || listener.defaultServer === server) continue
    // Another file may hold the default server.
    if (model.fragment.length > 0 && !listener.explicitDefault) continue
    const own = model.setting(server, name).value
    const inForce = model.tls(listener, server, name).value
    if (sameSet(own, inForce)) continue
    yield {
      at: placeOf(line),
      subject: `${server.subject} ${name} ${listener.subject}`,
      message: {
        id: name === 'ssl_protocols' && model.target.assumed.includes('nginx') ? 'ignored-before' : 'ignored',
        params: {
          setting: name,
          words: own.join(' '),
          server: server.subject,
          socket: listener.subject,
          default: listener.defaultServer.subject,
          effective: inForce.join(' '),
        },
      },
      related: decider(listener),
      fixes: () => move(model, listener, { ...asked, own, inForce }),
    }
    return
  }
}

const decider = ({ defaultServer: { directive } }: Listener): Related[] =>
  directive ? [{ at: placeOf(directive), message: { en: 'decides for the socket', zh: '由它决定该套接字' } }] : []

/** Whoever shares the socket gets the value then: offered where it tightens. The line here stays, for 1.29.2 and later. */
function move(model: NginxModel, listener: Listener, { name, agreeing, own, inForce }: Ignored): Fix[] {
  const known = new Set(inForce.flatMap(word => word.toLowerCase().split(':')))
  if (!own.flatMap(word => word.toLowerCase().split(':')).every(word => known.has(word))) return []
  const value = own.join(' ')
  const { defaultServer, servers } = listener
  // Others of the socket that write what has been in force would be without effect in their turn.
  const others =
    agreeing.get(listener) ??
    servers.filter(each => each.writes(name) && sameSet(model.setting(each, name).value, inForce))
  agreeing.set(listener, others)
  const all = [defaultServer, ...others.filter(each => each !== defaultServer)]
  const names = summary(all, each => each.subject)
  const title = { en: `set ${name} to ${value} in ${names}`, zh: `在 ${names} 中将 ${name} 设为 ${value}` }
  return [{ title, safety: 'unsafe', edits: all.flatMap(each => setAt(each, name, value)), changes: [name] }]
}

interface Ignored extends Asked {
  /** What the server writes, and what its clients get. */
  readonly own: readonly string[]
  readonly inForce: readonly string[]
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const set = (words: readonly string[]): string => [...new Set(words.map(word => word.toLowerCase()))].sort().join(' ')
  return set(a) === set(b)
}
