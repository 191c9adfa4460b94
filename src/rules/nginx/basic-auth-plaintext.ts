import type { Container } from '../../files/index.ts'
import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { httpsFix } from '../../remedies/nginx/https.ts'
import { type HttpsOptions, httpsDefaults, httpsSchema } from '../../remedies/nginx/options.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import type { Directive } from '../../tree/index.ts'
import {
  defineRule,
  type Fix,
  type Observation,
  placeOf,
  type Related,
  type Rule,
  type RuleContext,
  type Witness,
} from '../rule.ts'
import { gate } from './clear-gate.ts'
import { gather } from './gather.ts'
import { confidenceIn, fixesIn, outsideContainers, publishing, severityFor } from './in-container.ts'
import { isHidden } from './led-to.ts'
import { outsideTunnels } from './open-places.ts'
import { firstOf, handlerAt, refusedRequest } from './request-to.ts'

export const rule: Rule<NginxModel, HttpsOptions> = defineRule<NginxModel, HttpsOptions>({
  id: 'nginx/basic-auth-plaintext',
  format: 'nginx',
  title: { en: 'Passwords cross in clear', zh: '密码以明文传输' },
  severity: 'critical',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    found: {
      en: '{level} asks for a password on {sockets}, where every request carries it in clear',
      zh: '{level} 在 {sockets} 上要求密码，每个请求都会以明文携带它',
    },
  },
  schema: { type: 'object', properties: httpsSchema },
  defaults: httpsDefaults,
  check: (model, options, context) =>
    model.writers('auth_basic').length === 0 ? [] : findings(model, options, context),
})

interface Asked {
  readonly level: Level
  readonly server: Server
}

/** One finding for each line that asks, whatever number of servers it reaches. */
function* findings(model: NginxModel, options: HttpsOptions, context: RuleContext): Iterable<Observation> {
  const { tunnels = [] } = context
  const byOrigin = askedBy(model, tunnels)
  if (byOrigin.size === 0) return
  const container = context.container?.(model)
  for (const [origin, asked] of byOrigin) {
    const servers = [...new Set(asked.map(({ server }) => server))]
    const listeners = outsideContainers(outsideTunnels(servers.flatMap(plainListeners), tunnels), container)
    if (listeners.length > 0) yield observation(model, { origin, asked, options, servers, listeners, container })
  }
}

function askedBy(model: NginxModel, tunnels: readonly string[]): Map<Directive, Asked[]> {
  const byOrigin = new Map<Directive, Asked[]>()
  for (const server of model.servers) {
    if (outsideTunnels(plainListeners(server), tunnels).length === 0 || gate(model, server)) continue
    for (const { level, serve } of model.handlers(server)) {
      if (serve.kind === 'redirect' || serve.kind === 'return' || isHidden(level)) continue
      for (const { origin, at } of asking(model, level)) gather(byOrigin, origin, { level: at, server })
    }
  }
  return byOrigin
}

interface Asking {
  readonly origin: Directive
  readonly at: Level
}

/** The place itself, and a `limit_except` in it that asks for the methods it is about. */
function asking(model: NginxModel, level: Level): Asking[] {
  const methods = level.writes('limit_except')
    ? level.children.filter(one => one.context === 'limit_except' && one.writes('auth_basic'))
    : []
  return [level, ...methods].flatMap(at => {
    const origin = asks(model, at)
    return origin ? [{ origin, at }] : []
  })
}

function asks(model: NginxModel, level: Level): Directive | undefined {
  const { origin, value } = model.setting(level, 'auth_basic')
  if (origin === 'default' || value.length === 0 || value[0] === 'off') return undefined
  return model.setting(level, 'auth_basic_user_file').value.length > 0 ? origin : undefined
}

interface Cause {
  readonly origin: Directive
  readonly asked: readonly Asked[]
  readonly options: HttpsOptions
  readonly servers: readonly Server[]
  readonly listeners: readonly Listener[]
  readonly container: Container | undefined
}

const manyRelated = 20

function observation(model: NginxModel, cause: Cause): Observation {
  const { origin, asked, options, servers, listeners, container } = cause
  const [first] = asked as [Asked]
  const sockets = [...new Set(listeners.map(({ subject }) => subject))]
  return {
    at: placeOf(origin),
    subject: first.level.subject,
    message: { id: 'found', params: { level: first.level.subject, sockets } },
    severity: severityFor(listeners, 'critical', container),
    ...confidenceIn(container),
    related: [...publishing(listeners, container), ...asked.slice(0, manyRelated).flatMap(where)],
    witness: () => firstOf(asked, each => challenge(model, each)),
    fixes: () => {
      const fixes = servers.flatMap(server => fixesIn(container, httpsFix(model, server, { urgency: 'stop', options })))
      return fixes.length > 0 ? [together(fixes)] : []
    },
  }
}

const where = ({ level }: Asked): Related[] =>
  level.directive
    ? [{ at: placeOf(level.directive), message: { en: `asks in ${level.subject}`, zh: `作用于 ${level.subject}` } }]
    : []

/** The password is asked for in clear. */
function challenge(model: NginxModel, { level }: Asked): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && refusedRequest(model, handler, { clear: true })
  if (found?.shows.status !== 401) return undefined
  const summary = { en: 'the answer in clear asks for the password', zh: '明文应答要求提供密码' }
  return { ...found.request, provokes: { status: 401, header: ['WWW-Authenticate', 'Basic'], summary } }
}

/** Several servers: all their steps, in the order of the servers, each question once. */
const together = (fixes: readonly Fix[]): Fix => ({
  ...(fixes[0] as Fix),
  edits: fixes.flatMap(({ edits }) => edits),
  steps: fixes.flatMap(({ steps }) => steps ?? []),
  asks: [...new Map(fixes.flatMap(({ asks }) => asks ?? []).map(ask => [ask.id, ask])).values()],
})
