import { conditionOf } from '../../formats/nginx/condition-words.ts'
import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { dependsOn } from './depends-on.ts'
import { gather } from './gather.ts'
import { isHidden } from './led-to.ts'
import { openTo } from './open-places.ts'
import { handlerIn, openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/spoofable-proto-gate',
  format: 'nginx',
  title: { en: 'TLS is taken on trust', zh: '轻信客户端声称的 TLS' },
  severity: 'medium',
  confidence: 'high',
  tags: ['plaintext', 'proxy'],
  messages: {
    trusted: {
      en: '`if {condition}` believes a header that any client sends: {sockets} takes requests in clear, in {levels}',
      zh: '`if {condition}` 轻信任何客户端都能发送的请求头：{sockets} 接受明文请求，位于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, Gate[]>()
    for (const level of model.writers('if'))
      for (const directive of level.written('if')) {
        const header = headerOf(model, directive)
        const gate = header && answers(directive) ? gateOf(model, level, header) : undefined
        if (gate) gather(causes, directive, gate)
      }
    // One function for all: what it says of a level is looked up once.
    const passing: Passing = ({ directive }) => directive !== undefined && headerOf(model, directive) !== undefined
    for (const [directive, gates] of causes) yield observation(model, { directive, gates, passing })
  },
})

/** Headers by which terminators say that the client came by TLS, as variables. */
const said =
  /^http_(?:x_forwarded_(?:proto|protocol|scheme|ssl)|x_url_scheme|x_scheme|front_end_https|cloudfront_forwarded_proto)$/

function headerOf(model: NginxModel, { args }: Directive): string | undefined {
  for (const { value } of args) for (const name of dependsOn(model, value)) if (said.test(name)) return name
  return undefined
}

/** It refuses or redirects: what only sets a variable guards nothing. */
const answers = ({ block }: Directive): boolean =>
  block?.nodes.some(node => node.kind === 'directive' && /^(?:return|rewrite)$/.test(node.name.value)) ?? false

interface Gate {
  readonly level: Level
  readonly server: Server
  readonly header: string
  readonly sockets: readonly Listener[]
}

/** Strangers reach the place directly, and in clear. */
function gateOf(model: NginxModel, level: Level, header: string): Gate | undefined {
  let server: Level | undefined = level
  while (server && server.context !== 'server') server = server.parent
  if (!server || isHidden(level)) return undefined
  const sockets = plainListeners(server as Server).filter(({ reach }) => reach === 'public')
  if (sockets.length === 0 || openTo(server as Server, model.access(level)).length === 0) return undefined
  return { level, server: server as Server, header, sockets }
}

type Passing = (condition: Level) => boolean

interface Cause {
  readonly directive: Directive
  readonly gates: readonly Gate[]
  readonly passing: Passing
}

function observation(model: NginxModel, { directive, gates, passing }: Cause): Observation {
  const { level, sockets } = gates[0]!
  return {
    at: placeOf(directive),
    subject: `${level.subject} if`,
    message: {
      id: 'trusted',
      params: {
        condition: conditionOf(directive),
        sockets: summary(sockets, ({ subject }) => subject),
        levels: summary(gates, gate => gate.level.subject),
      },
    },
    related: affected(gates.map(gate => gate.level)),
    witness: () => witnessOf(model, gates[0]!, passing),
  }
}

/** The header says TLS, the socket does not speak it. */
function witnessOf(model: NginxModel, gate: Gate, passing: Passing): Witness | undefined {
  const { level, server, header, sockets } = gate
  const location = asLocation(level) ?? model.matchLocation(server, '/').location
  const handler = handlerIn(model, server, location ?? server)
  const request = handler && openRequestTo(model, handler, { clear: true, passing })
  const [socket] = sockets
  if (!handler || !request || !socket || !/^(?:static|proxy)$/.test(handler.serve.kind)) return undefined
  const name = header
    .slice(5)
    .split('_')
    .map(part => part[0]?.toUpperCase() + part.slice(1))
    .join('-')
  const value = /ssl$|https$/.test(header) ? 'on' : 'https'
  const summary = { en: 'the request is served in clear', zh: '请求以明文得到服务' }
  return {
    ...request,
    listener: socket.subject,
    headers: [...request.headers, [name, value]],
    provokes: handler.serve.kind === 'proxy' ? { upstreamSees: 'GET ', summary } : { status: 200, summary },
  }
}
