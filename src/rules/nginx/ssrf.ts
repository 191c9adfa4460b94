import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type ChosenHost, chosenHosts } from './chosen-host.ts'
import { passedRequest } from './request-to.ts'
import { familyOf } from './targets.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/ssrf',
  format: 'nginx',
  title: { en: 'the client chooses where requests go', zh: '由客户端决定请求去向' },
  severity: 'high',
  confidence: 'high',
  tags: ['proxy', 'injection'],
  messages: {
    chosen: {
      en: '`{directive} {argument}` goes to whatever host the client puts into {variable}, for {levels}',
      zh: '`{directive} {argument}` 会访问客户端写入 {variable} 的任意主机，作用于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    for (const group of chosenHosts(model)) {
      const found = group.filter(({ openProxy }) => !openProxy)
      if (found.length > 0) yield { ...observation(found), ...witnessOf(model, found[0]!) }
    }
  },
})

function observation(group: readonly ChosenHost[]): Observation {
  const { pass, guilty } = group[0]!
  const { serve } = pass
  const levels = group.map(one => one.pass.handler.level)
  const via = guilty.contents.traces.flatMap(trace => trace.via).slice(0, 3)
  return {
    at: placeOf(serve.directive),
    subject: `${familyOf(pass)} ${serve.authority}`,
    message: {
      id: 'chosen',
      params: {
        directive: nameOf(serve.directive),
        argument: argumentAt(serve.directive, 0),
        variable: guilty.text,
        levels: summary(levels, level => level.subject),
      },
    },
    confidence: guilty.contents.certain ? 'high' : 'medium',
    related: [
      ...via.map(directive => ({
        at: placeOf(directive),
        message: { en: 'the value comes through here', zh: '值由此传入' },
      })),
      ...affected(levels),
    ],
  }
}

/** A port on which this machine answers nothing by itself. */
const elsewhere = '127.0.0.1:9'

/** The host in an argument, header or cookie that is the whole authority. */
function witnessOf(model: NginxModel, { pass: { handler, serve }, guilty }: ChosenHost): Pick<Observation, 'witness'> {
  const [, kind = '', name = ''] = /^(arg|http|cookie)_(\w+)$/.exec(guilty.variable ?? '') ?? []
  const own = guilty.contents.traces.every(({ via }) => via.length === 0)
  if (handler.server.world !== 'http') return {}
  const request = passedRequest(model, handler, { named: true })
  if (
    !request ||
    !own ||
    name === '' ||
    guilty.variable === 'http_host' ||
    serve.authority !== guilty.text ||
    serve.kind !== 'proxy'
  )
    return {}
  const target = kind === 'arg' ? `${request.target}?${name}=${elsewhere}` : request.target
  const header =
    kind === 'http' ? ([name.replaceAll('_', '-'), elsewhere] as const) : (['Cookie', `${name}=${elsewhere}`] as const)
  const summary = { en: `nginx asks ${elsewhere}, which the client named`, zh: `nginx 访问客户端指定的 ${elsewhere}` }
  const headers = kind === 'arg' ? request.headers : [...request.headers, header]
  return { witness: { ...request, target, headers, provokes: { upstreamSees: 'GET /', summary } } }
}
