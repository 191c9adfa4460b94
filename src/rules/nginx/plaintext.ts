import type { Container } from '../../files/index.ts'
import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { httpsFix, httpsRemedy, type Urgency } from '../../remedies/nginx/https.ts'
import { type HttpsOptions, httpsSchema } from '../../remedies/nginx/options.ts'
import { plainListeners, plainListens } from '../../remedies/nginx/sockets.ts'
import {
  type Observation,
  type OptionsSchema,
  type Place,
  placeOf,
  type Related,
  type RuleContext,
  type Severity,
  type Witness,
} from '../rule.ts'
import { confidenceIn, fixesIn, outsideContainers, publishing, severityFor } from './in-container.ts'
import { described, type Leak, leaksOf } from './leaks.ts'
import { outsideTunnels } from './open-places.ts'
import { answeredRequest, firstOf, passedRequest } from './request-to.ts'
import { takesLines } from './template-lines.ts'

/** What plaintext-proxy and plaintext-listener have in common. */
export interface PlaintextOptions extends HttpsOptions {
  /** Names of servers that only a TLS terminator in front of this host reaches. */
  readonly behindTls: readonly string[]
}

export const plaintextSchema: OptionsSchema = {
  type: 'object',
  properties: { ...httpsSchema, behindTls: { type: 'array', items: { type: 'string' } } },
}

/** A server that answers in clear, with what leaks from it. */
export interface PlaintextServer {
  readonly server: Server
  readonly listeners: readonly Listener[]
  readonly leaks: readonly Leak[]
  /** What its configuration is put into. */
  readonly container: Container | undefined
}

/** What is in front of servers: TLS terminators by name, tunnels by network, and what publishes a container. */
export interface Shielded extends Pick<RuleContext, 'tunnels' | 'container'> {
  readonly behindTls: readonly string[]
}

export function* plaintextServers(model: NginxModel, shielded: Shielded): Iterable<PlaintextServer> {
  const { behindTls, tunnels = [] } = shielded
  for (const server of model.servers) {
    if (listensElsewhere(model, server)) continue
    const outside = outsideTunnels(plainListeners(server), tunnels)
    if (outside.length === 0 || server.names.some(({ value }) => behindTls.includes(value))) continue
    const leaks = leaksOf(model, server)
    if (leaks.length === 0) continue
    const container = shielded.container?.(model)
    const listeners = outsideContainers(outside, container)
    if (listeners.length > 0) yield { server, listeners, leaks, container }
  }
}

/** A template brings what the server listens on, or would had another choice been made. */
const listensElsewhere = (model: NginxModel, { directive, listens }: Server): boolean =>
  directive !== undefined &&
  !listens.some(each => each.directive) &&
  (takesLines(model, directive) || takesLines(model, directive, 'withheld'))

/** Where the socket is opened; the server's name when nobody wrote a listen. */
export function socketPlace(server: Server): Place | undefined {
  const written = plainListens(server).find(({ directive }) => directive)?.directive
  if (written) return placeOf(written)
  const { directive } = server
  if (directive) return { file: directive.file, span: directive.name.span }
  return server.own[0] && placeOf(server.own[0])
}

const manyRelated = 20

interface Saying {
  readonly model: NginxModel
  readonly options: PlaintextOptions
  readonly urgency: Urgency
  readonly severity: Severity
}

export function* plaintextObservation(found: PlaintextServer, saying: Saying): Iterable<Observation> {
  const { server, listeners, leaks, container } = found
  const at = socketPlace(server)
  const [first] = leaks
  if (!at || !first) return
  const severity = severityFor(listeners, saying.severity, container)
  yield {
    at,
    subject: server.subject,
    message: { id: 'found' },
    params: () => ({
      server: server.title,
      sockets: listeners.map(each => each.subject),
      handler: described(first),
      count: leaks.length,
    }),
    ...(severity !== saying.severity && { severity }),
    ...confidenceIn(container),
    related: () => [...publishing(listeners, container), ...leaks.flatMap(related)].slice(0, manyRelated),
    witness: () => witnessOf(saying.model, found),
    fixes: () =>
      fixesIn(container, httpsFix(saying.model, server, { urgency: saying.urgency, options: saying.options })),
    ...(!container && { remedy: () => httpsRemedy(saying.model, server) }),
  }
}

function related(leak: Leak): Related[] {
  const at = leak.serve.kind === 'static' ? leak.level.directive : leak.serve.directive
  const what = described(leak)
  return at ? [{ at: placeOf(at), message: { en: `reached in clear: ${what}`, zh: `明文可达：${what}` } }] : []
}

/** What the first of the places that a request in clear surely reaches gives away. */
function witnessOf(model: NginxModel, { leaks }: PlaintextServer): Witness | undefined {
  return firstOf(leaks, leak => (leak.serve.kind === 'proxy' ? posted(model, leak) : shown(model, leak)))
}

/** A POST that the application gets over a connection without TLS. */
function posted(model: NginxModel, leak: Leak): Witness | undefined {
  const request = passedRequest(model, leak, { clear: true })
  const summary = { en: 'the application gets a request sent in clear', zh: '应用收到以明文发送的请求' }
  return request && { ...request, method: 'POST', body: personal, provokes: { upstreamSees: 'POST ', summary } }
}

const personal = '{"phone":"13800138000"}'

function shown(model: NginxModel, leak: Leak): Witness | undefined {
  const found = answeredRequest(model, leak, { clear: true })
  const summary = { en: 'content is answered in clear', zh: '内容以明文返回' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}
