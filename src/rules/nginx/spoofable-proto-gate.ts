import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { dependsOn } from './depends-on.ts'
import { gather } from './gather.ts'
import { isHidden } from './led-to.ts'
import { openTo } from './open-places.ts'
import { openRequestTo } from './request-to.ts'
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
    for (const [directive, gates] of causes) yield observation(model, directive, gates)
  },
})

/** Headers by which terminators say that the client came by TLS, as variables. */
const said =
  /^http_(?:x_forwarded_(?:proto|protocol|scheme|ssl)|x_url_scheme|x_scheme|front_end_https|cloudfront_forwarded_proto)$/

const headerOf = (model: NginxModel, { args }: Directive): string | undefined => {
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

function observation(model: NginxModel, directive: Directive, gates: readonly Gate[]): Observation {
  const { level, sockets } = gates[0]!
  return {
    at: placeOf(directive),
    subject: `${level.subject} if`,
    message: {
      id: 'trusted',
      params: {
        condition: directive.args.map(word => word.raw).join(' '),
        sockets: summary(sockets, ({ subject }) => subject),
        levels: summary(gates, gate => gate.level.subject),
      },
    },
    related: affected(gates.map(gate => gate.level)),
    ...witnessOf(model, gates[0]!),
  }
}

/** The header says TLS, the socket does not speak it. */
function witnessOf(model: NginxModel, { level, server, header, sockets }: Gate): Pick<Observation, 'witness'> {
  const location = asLocation(level) ?? model.matchLocation(server, '/').location
  const handler = model.handlers(server).find(one => one.level === (location ?? server))
  const passing = ({ directive }: Level): boolean => directive !== undefined && headerOf(model, directive) !== undefined
  const request = handler && openRequestTo(model, handler, { clear: true, passing })
  const [socket] = sockets
  if (!handler || !request || !socket || !/^(?:static|proxy)$/.test(handler.serve.kind)) return {}
  const name = header
    .slice(5)
    .split('_')
    .map(part => part[0]?.toUpperCase() + part.slice(1))
    .join('-')
  const value = /ssl$|https$/.test(header) ? 'on' : 'https'
  const summary = { en: 'the request is served in clear', zh: '请求以明文得到服务' }
  return {
    witness: {
      ...request,
      listener: socket.subject,
      headers: [...request.headers, [name, value]],
      provokes: handler.serve.kind === 'proxy' ? { upstreamSees: 'GET ', summary } : { status: 200, summary },
    },
  }
}
