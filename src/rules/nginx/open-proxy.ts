import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type ChosenHost, chosenHosts } from './chosen-host.ts'
import { mayCheckHost, openTunnels } from './open-tunnels.ts'
import { passedRequest } from './request-to.ts'
import { familyOf, passes } from './targets.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/open-proxy',
  format: 'nginx',
  title: { en: 'a proxy to anywhere for everybody', zh: '任何人都可用的开放代理' },
  severity: 'critical',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    open: {
      en: '`{directive} {argument}` forwards everybody to whatever host they name in {variable}, in {levels}',
      zh: '`{directive} {argument}` 会为任何人转发到其在 {variable} 中指定的主机，位于 {levels}',
    },
    tunnel: {
      en: '`{directive}` opens a tunnel for everybody to whatever host and port a CONNECT names, in {levels}',
      zh: '`{directive}` 会为任何人打开通往 CONNECT 所指定的任意主机和端口的隧道，位于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    for (const group of chosenHosts(model)) {
      const found = group.filter(({ openProxy }) => openProxy)
      if (found.length > 0) yield observation(model, found)
    }
    for (const [directive, levels] of openTunnels(model)) yield tunnel(model, directive, levels)
  },
})

function observation(model: NginxModel, group: readonly ChosenHost[]): Observation {
  const { pass, guilty } = group[0]!
  const { directive, authority } = pass.serve
  const levels = group.map(one => one.pass.handler.level)
  return {
    at: placeOf(directive),
    subject: `${familyOf(pass)} ${authority}`,
    message: {
      id: 'open',
      params: {
        directive: nameOf(directive),
        argument: argumentAt(directive, 0),
        variable: guilty.text,
        levels: summary(levels, level => level.subject),
      },
    },
    confidence: guilty.contents.certain ? 'high' : 'medium',
    related: affected(levels),
    ...witnessOf(model, group[0]!),
  }
}

const tunnel = (model: NginxModel, directive: Directive, levels: readonly Level[]): Observation => ({
  at: { ...placeOf(directive), ...(levels.every(level => mayCheckHost(model, level)) && { lacks: 'anywhere' }) },
  subject: `${levels[0]?.subject} tunnel_pass`,
  message: {
    id: 'tunnel',
    params: {
      directive: [directive.name, ...directive.args].map(({ raw }) => raw).join(' '),
      levels: summary(levels, level => level.subject),
    },
  },
  related: affected(levels),
})

/** A client that names an application of this host reaches it past everything that guards it. */
function witnessOf(model: NginxModel, { pass, guilty }: ChosenHost): Pick<Observation, 'witness'> {
  const inside = passes(model).flatMap(({ targets }) => targets.filter(({ reach }) => reach === 'loopback'))
  const address = inside.find(target => target.literal && /:\d+$/.test(target.address))?.address
  const request = pass.handler.server.world === 'http' ? passedRequest(model, pass.handler, { named: true }) : undefined
  const named = guilty.variable === 'http_host'
  const chosen = pass.handler.server.listeners.some(({ defaultServer }) => defaultServer === pass.handler.server)
  if (!address || !request || (named && !chosen)) return {}
  const summary = { en: `the request is forwarded to ${address}`, zh: `请求被转发到 ${address}` }
  const provokes = { upstreamSees: 'GET ', summary }
  if (named) return { witness: { ...request, headers: [['Host', address]], provokes } }
  const argument = /^arg_(\w+)$/.exec(guilty.variable ?? '')?.[1]
  return argument ? { witness: { ...request, target: `${request.target}?${argument}=${address}`, provokes } } : {}
}
