import type { NginxModel } from '../../formats/nginx/model.ts'
import { type Component, choosesHost, endsHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { openToForeignNames } from './open-names.ts'
import { asLocation } from './statements.ts'
import { byAuthority, type Pass, passes } from './targets.ts'

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
    for (const group of byAuthority(passes(model).filter(reachedFromOutside))) {
      const found = group.flatMap(pass => {
        const guilty = chosenPart(model, pass)
        return guilty ? [{ pass, guilty }] : []
      })
      const [first] = found
      if (first)
        yield observation(
          first,
          found.map(({ pass }) => pass),
        )
    }
  },
})

/** Only other places of this server lead to an internal location. */
function reachedFromOutside({ handler: { level }, serve }: Pass): boolean {
  return serve.hasVariables && serve.authority.includes('$') && !asLocation(level)?.internal
}

/** The part of the authority in which a client can write a host of its own. */
function chosenPart(model: NginxModel, { serve, handler }: Pass): Component | undefined {
  const parts = variablesOf(model).components(serve.authority, { level: handler.level, before: serve.directive })
  const pinned = parts.findIndex(part =>
    part.variable === undefined ? part.text.includes('/') : endsHost(part.contents),
  )
  const authority = pinned === -1 ? parts : parts.slice(0, pinned)
  return authority.find(part => {
    if (part.variable === undefined || !choosesHost(part.contents)) return false
    const onlyOwnNames = part.contents.traces.every(({ variable, by }) => by !== 'client' || variable === 'host')
    return !(onlyOwnNames && !openToForeignNames(handler.server))
  })
}

interface Found {
  readonly pass: Pass
  readonly guilty: Component
}

function observation({ pass, guilty }: Found, group: readonly Pass[]): Observation {
  const { serve } = pass
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
        levels: summary(group.map(({ handler }) => handler.level.subject)),
      },
    },
    confidence: guilty.contents.certain ? 'high' : 'medium',
    related: [
      ...via.map(directive => ({
        at: placeOf(directive),
        message: { en: 'the value comes through here', zh: '值由此传入' },
      })),
      ...affected(group.map(({ handler }) => handler.level)),
    ],
  }
}
