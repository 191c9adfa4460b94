import type { Handler, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Witness } from '../rule.ts'
import { passedRequest } from './request-to.ts'
import { asLocation } from './statements.ts'
import { passes } from './targets.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/proxy-pass-variable-uri',
  format: 'nginx',
  title: { en: 'every request goes to the same path', zh: '所有请求都被发往同一路径' },
  severity: 'medium',
  confidence: 'high',
  tags: ['files', 'proxy'],
  messages: {
    discarded: {
      en: '`proxy_pass {argument}` sends `{uri}` for every request of {level}: with a variable the path of the request is dropped',
      zh: '`proxy_pass {argument}` 对 {level} 的每个请求都发送 `{uri}`：含变量时请求路径被丢弃',
    },
  },
  defaults: {},
  *check(model) {
    const seen = new Set<Directive>()
    for (const { serve, handler } of passes(model)) {
      if (serve.kind !== 'proxy' || !serve.hasVariables || seen.has(serve.directive)) continue
      const uri = serve.uri ?? uriOfAll(model, handler, serve.directive)
      if (uri === undefined || uri.includes('$') || asLocation(handler.level)?.match.kind === 'exact') continue
      seen.add(serve.directive)
      yield {
        at: placeOf(serve.directive),
        subject: handler.level.subject,
        message: {
          id: 'discarded',
          params: { argument: argumentAt(serve.directive, 0), uri, level: handler.level.subject },
        },
        witness: () => dropped(model, handler, uri),
        fixes: serve.uri === undefined ? [] : fixes(serve.directive, uri),
      }
    }
  },
})

/** `proxy_pass $backend;`: a path that each of the few URLs in the variable ends with; the first one's. */
function uriOfAll(model: NginxModel, { level }: Handler, directive: Directive): string | undefined {
  const argument = argumentAt(directive, 0)
  if (!/^\$(?:\w+|\{\w+\})$/.test(argument)) return undefined
  const { values = [] } = variablesOf(model).contents(argument, { level, before: directive })
  const uris = values.map(value => /^https?:\/\/[^/?]+([/?].*)$/i.exec(value)?.[1])
  return uris.every(uri => uri !== undefined) ? uris[0] : undefined
}

function dropped(model: NginxModel, handler: Handler, uri: string): Witness | undefined {
  const own = passedRequest(model, handler)
  const request = own && passedRequest(model, handler, { path: `${own.target.replace(/\/$/, '')}/orders/17` })
  const summary = { en: 'the path of the request is gone', zh: '请求路径已丢失' }
  return request && { ...request, provokes: { upstreamSees: `GET ${uri} HTTP`, summary } }
}

/** Without a path the request's own is sent; a path of ours goes in front of it. A query of ours cannot. */
function fixes({ file, args: [word] }: Directive, uri: string): Fix[] {
  if (!word || !bare(word).endsWith(uri) || uri.includes('?')) return []
  const head = bare(word).slice(0, -uri.length)
  const prefix = uri.replace(/\/$/, '')
  return [
    {
      title:
        prefix === ''
          ? { en: 'send the path of the request', zh: '发送请求自身的路径' }
          : { en: `send the path of the request behind ${prefix}`, zh: `在 ${prefix} 之后附上请求路径` },
      safety: 'unsafe',
      edits: [respelled(file, word, prefix === '' ? head : `${head}${prefix}$request_uri`)],
      changes: ['proxy_pass'],
    },
  ]
}
