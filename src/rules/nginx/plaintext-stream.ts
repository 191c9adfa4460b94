import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import type { ProxyServe } from '../../formats/nginx/serve.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { encryptedPorts, type Protocol, plainSockets, portsOf, targetAddresses, targetPorts } from './clear-streams.ts'

interface Options {
  /** Ports whose protocol is encrypted by itself: nginx only hands it through. */
  readonly encryptedPorts: readonly number[]
  /** Protocols that may be relayed in clear. */
  readonly protocols: readonly Protocol[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/plaintext-stream',
  format: 'nginx',
  title: { en: 'a stream or mail socket without TLS', zh: 'stream 或 mail 监听未使用 TLS' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    stream: {
      en: '{server} carries {sockets} to {targets} without TLS',
      zh: '{server} 未使用 TLS 就把 {sockets} 转发到 {targets}',
    },
    mail: {
      en: '{server} takes mail passwords on {sockets} without TLS: starttls is {starttls}',
      zh: '{server} 在 {sockets} 上未使用 TLS 接收邮件口令：starttls 为 {starttls}',
    },
    relay: {
      en: '{server} takes mail on {sockets} without TLS: `smtp_auth none` waits for no STARTTLS, starttls is {starttls}',
      zh: '{server} 在 {sockets} 上未使用 TLS 接收邮件：`smtp_auth none` 不等待 STARTTLS，starttls 为 {starttls}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      encryptedPorts: { type: 'array', items: { type: 'integer' } },
      protocols: { type: 'array', items: { enum: ['dns', 'ntp', 'syslog'] } },
    },
    additionalProperties: false,
  },
  defaults: { encryptedPorts, protocols: ['dns', 'ntp'] },
  *check(model, options) {
    const known = new Set([...options.encryptedPorts, ...options.protocols.flatMap(name => portsOf[name])])
    for (const server of model.streamServers) {
      const { serve } = server
      if (serve?.kind !== 'proxy' || model.on(server, 'ssl_preread')) continue
      const ports = targetPorts(serve)
      if (ports.length > 0 && ports.every(port => known.has(port))) continue
      const sockets = plainSockets(server).filter(({ port }) => !known.has(port))
      if (sockets.length > 0) yield streamObservation(model, server, { serve, sockets })
    }
    for (const server of model.mailServers) {
      const sockets = plainSockets(server).filter(socket => !betweenServers(model, server, socket))
      const open = model.text(server, 'starttls') !== 'only' || takesStrangers(model, server)
      if (sockets.length > 0 && open) yield mailObservation(model, server, sockets)
    }
  },
})

/** A public mail exchanger must not insist on TLS (RFC 3207, section 4). */
const betweenServers = (model: NginxModel, server: Server, { port }: Listener): boolean =>
  port === 25 && /^(?:on|only)$/.test(model.text(server, 'starttls'))

const smtpPorts: ReadonlySet<number> = new Set([25, 465, 587])

/** Mail without a password: `starttls only` holds back AUTH alone (measured with 1.22.1), MAIL FROM passes. */
function takesStrangers(model: NginxModel, server: Server): boolean {
  const protocol = model.text(server, 'protocol')
  const smtp = protocol === '' ? server.listeners.some(({ port }) => smtpPorts.has(port)) : protocol === 'smtp'
  return smtp && model.setting(server, 'smtp_auth').value.includes('none')
}

interface Passing {
  readonly serve: ProxyServe
  readonly sockets: readonly Listener[]
}

function streamObservation(model: NginxModel, server: Server, { serve, sockets }: Passing): Observation {
  const params = { targets: summary(targetAddresses(serve.authority, serve.upstream)) }
  const fix = certified(model, server) ? overTls(server, sockets) : undefined
  return {
    ...observation(server, sockets, { id: 'stream', params }),
    ...(onlyInside(model, server) && { severity: 'medium' }),
    related: [{ at: placeOf(serve.directive), message: { en: 'where it goes', zh: '转发目标' } }],
    witness: () => carried(model, server, sockets),
    fixes: fix ? [fix] : [],
  }
}

/** Whatever is sent in clear, here a request of HTTP, goes on as it came. */
function carried(model: NginxModel, server: Server, sockets: readonly Listener[]): Witness | undefined {
  const socket = sockets.find(({ transport, family }) => transport === 'tcp' && family !== 'unix')
  const { open } = model.access(server)
  if (!socket || !open.ipv4 || !open.ipv6 || model.on(server, 'proxy_ssl')) return undefined
  const target = {
    listener: socket.subject,
    tls: false,
    method: 'GET',
    target: '/',
    headers: [['Host', 'any.example']],
  } as const
  const summary = { en: 'bytes sent in clear go on as they are', zh: '以明文发送的字节被原样转发' }
  return { ...target, provokes: { upstreamSees: 'GET / HTTP', summary } }
}

/** Access rules let nobody in but private networks. */
function onlyInside(model: NginxModel, server: Server): boolean {
  const { open, rules } = model.access(server)
  const allowed = rules.entries.filter(({ name }) => name.value === 'allow').map(({ args }) => args[0]?.value ?? '')
  return !open.ipv4 && !open.ipv6 && allowed.every(isInside)
}

function isInside(network: string): boolean {
  const host = network.replace(/\/.*$/, '')
  const { address, family } = readAddress(host.includes(':') && !/^unix:/.test(host) ? `[${host}]` : host, 0)
  return reachOf(address, family) !== 'public'
}

function mailObservation(model: NginxModel, server: Server, sockets: readonly Listener[]): Observation {
  const starttls = model.text(server, 'starttls') || 'off'
  const relay = takesStrangers(model, server)
  const passwords = starttls !== 'only' && model.setting(server, 'smtp_auth').value.some(word => word !== 'none')
  const told = observation(server, sockets, { id: relay && !passwords ? 'relay' : 'mail', params: { starttls } })
  const fix = certified(model, server) ? mailFix(server, sockets, relay) : undefined
  return {
    ...told,
    ...(model.setting(server, 'starttls').origin === 'default' && { at: { ...told.at, lacks: 'anywhere' } }),
    related: affected([server]),
    fixes: fix ? [fix] : [],
  }
}

/** Other mail servers may not know TLS; clients that log in do. */
function mailFix(server: Server, sockets: readonly Listener[], relay: boolean): Fix | undefined {
  if (!relay)
    return {
      title: { en: 'take passwords only after STARTTLS', zh: '仅在 STARTTLS 之后接收口令' },
      safety: 'unsafe',
      edits: setAt(server, 'starttls', 'only'),
      changes: ['starttls'],
    }
  if (sockets.some(({ port }) => port !== 25)) return overTls(server, sockets)
  return {
    title: { en: 'offer STARTTLS', zh: '提供 STARTTLS' },
    safety: 'unsafe',
    edits: setAt(server, 'starttls', 'on'),
    changes: ['starttls'],
  }
}

function observation(
  server: Server,
  sockets: readonly Listener[],
  { id, params }: { id: string; params: object },
): Observation {
  const listen = sockets[0]?.listens.find(one => one.server === server)?.directive
  const at = listen ? placeOf(listen) : placeOfLevel(server)
  return {
    at: at as Observation['at'],
    subject: server.subject,
    message: { id, params: { server: server.subject, sockets: summary(sockets, one => one.subject), ...params } },
    severity: sockets.some(({ reach }) => reach === 'public') ? 'high' : 'medium',
  }
}

const certified = (model: NginxModel, server: Server): boolean =>
  model.setting(server, 'ssl_certificate').origin !== 'default'

/** Every TCP socket of the server gets `ssl`; a socket that another server shares is not this one's to change. */
function overTls(server: Server, sockets: readonly Listener[]): Fix | undefined {
  const listens = sockets.map(({ listens }) => (listens.length === 1 ? listens[0]?.directive : undefined))
  if (sockets.some(({ transport }) => transport !== 'tcp') || listens.some(one => one?.parent !== server.directive))
    return undefined
  return {
    title: { en: 'speak TLS on the socket', zh: '在该监听上使用 TLS' },
    safety: 'unsafe',
    edits: listens.flatMap(listen => (listen ? insertAfterWord(listen, 0, 'ssl') : [])),
    changes: ['listen', 'ssl_protocols', 'ssl_ecdh_curve'],
  }
}
