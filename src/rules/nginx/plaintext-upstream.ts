import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { defineRule, type Observation, type Rule, type Severity, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { relaysLocally } from './clear-streams.ts'
import { within } from './networks.ts'
import { firstOf, passedRequest } from './request-to.ts'
import {
  byAuthority,
  familyOf,
  type Pass,
  passes,
  placeOfTarget,
  streamPasses,
  type UpstreamTarget,
  widest,
} from './targets.ts'
import { variableTargets } from './variable-targets.ts'

interface Options {
  /** Where the way is protected otherwise (a tunnel, a mesh): exact host names, addresses or networks. */
  readonly trustedTargets: readonly string[]
  /** Single-label names belong to a container network of this host: no more than info. */
  readonly containers: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/plaintext-upstream',
  format: 'nginx',
  title: { en: 'requests sent on in clear text', zh: '以明文转发请求' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext', 'upstream'],
  messages: {
    clear: {
      en: '`{directive} {argument}` sends requests in clear text to {targets}, used by {levels}',
      zh: '`{directive} {argument}` 以明文把请求转发到 {targets}，用于 {levels}',
    },
    'no-tls': {
      en: '`{directive} {argument}` sends requests in clear text to {targets}, used by {levels}; this protocol has no TLS in nginx',
      zh: '`{directive} {argument}` 以明文把请求转发到 {targets}，用于 {levels}；nginx 中此协议不支持 TLS',
    },
  },
  schema: {
    type: 'object',
    properties: { trustedTargets: { type: 'array', items: { type: 'string' } }, containers: { type: 'boolean' } },
    additionalProperties: false,
  },
  defaults: { trustedTargets: [], containers: false },
  *check(model, { trustedTargets, containers }, { tunnels = [] }) {
    const trusted = [...trustedTargets, ...tunnels]
    for (const group of [
      ...byAuthority(passes(model)),
      ...byAuthority(streamPasses(model).filter(pass => opensTls(pass) || relaysLocally(model, pass.handler.server))),
    ]) {
      const exposed = inClear(model, group).filter(target => leaves(target, trusted))
      if (exposed.length === 0) continue
      const severity = weight(exposed, containers)
      const witness = (): Witness | undefined => firstOf(group, pass => sentInClear(model, pass))
      yield { ...observation(group, exposed), severity, witness }
    }
  },
})

/** Addresses that get requests in clear; of a variable those of all places that read it. */
function inClear(model: NginxModel, group: readonly Pass[]): readonly UpstreamTarget[] {
  const [first] = group
  const fixed = first?.tls === false ? first.targets : []
  const varying = group.flatMap(pass => variableTargets(model, pass)).filter(({ tls }) => !tls)
  if (varying.length === 0 && fixed.length < 2) return fixed
  return [...new Map([...fixed, ...varying].map(target => [target.address, target])).values()]
}

/** stream{} takes the TLS of the client off; without that the socket itself is nginx/plaintext-stream's affair. */
const opensTls = ({ handler: { server } }: Pass): boolean => server.listeners.some(({ tls }) => tls)

function leaves({ reach, host }: UpstreamTarget, trusted: readonly string[]): boolean {
  if (reach !== 'public' && reach !== 'private') return false
  return !trusted.some(each => each === host || within(host, each))
}

function weight(exposed: readonly UpstreamTarget[], containers: boolean): Severity {
  if (widest(exposed) === 'public') return 'high'
  const inContainers = containers && exposed.every(({ literal, host }) => !literal && !host.includes('.'))
  return inContainers ? 'info' : 'medium'
}

function observation(group: readonly Pass[], exposed: readonly UpstreamTarget[]): Observation {
  const first = group[0]!
  const { directive, authority } = first.serve
  const tlsExists = ['proxy', 'grpc', 'uwsgi'].includes(first.family)
  return {
    at: placeOfTarget(directive, exposed),
    subject: `${familyOf(first)} ${authority}`,
    message: {
      id: tlsExists ? 'clear' : 'no-tls',
      params: {
        directive: nameOf(directive),
        argument: argumentAt(directive, 0),
        targets: summary(exposed, target => target.address),
        levels: summary(group, pass => pass.handler.level.subject),
      },
    },
    related: affected(group.map(pass => pass.handler.level)),
  }
}

/** What whoever listens on the way reads. */
function sentInClear(model: NginxModel, { handler, family }: Pass): Witness | undefined {
  const request = family === 'proxy' && handler.server.world === 'http' ? passedRequest(model, handler) : undefined
  const summary = { en: 'the request goes on in clear', zh: '请求以明文继续转发' }
  return request && { ...request, provokes: { upstreamSees: 'GET ', summary } }
}
