import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type ChosenHost, chosenHosts } from './chosen-host.ts'

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
      if (found.length > 0) yield observation(found)
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
    subject: `${pass.family} ${serve.authority}`,
    message: {
      id: 'chosen',
      params: {
        directive: serve.directive.name.value,
        argument: serve.directive.args[0]?.value ?? '',
        variable: guilty.text,
        levels: summary(levels.map(level => level.subject)),
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
