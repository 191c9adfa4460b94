import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { handlerAt, openRequestTo } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/try-files-with-handler',
  format: 'nginx',
  title: { en: 'try_files beside something that takes over', zh: 'try_files 与接管请求的指令并存' },
  severity: 'low',
  confidence: 'high',
  tags: ['files'],
  messages: {
    handler: {
      en: '`try_files` in {level} finds files that `{handler}` then answers for: the backend gets requests for static files too',
      zh: '{level} 中的 `try_files` 找到文件后仍由 `{handler}` 应答：静态文件的请求也会到达后端',
    },
    if: {
      en: '`if` in {level} switches `try_files` off whenever it matches',
      zh: '{level} 中的 `if` 匹配时会使 `try_files` 失效',
    },
  },
  defaults: {},
  *check(model) {
    for (const level of model.writers('try_files')) {
      const line = level.written('try_files')[0]
      if (!line || level.context !== 'location') continue
      const handler = level.own.find(one => /^(?:proxy|uwsgi|scgi|grpc|memcached)_pass$/.test(one.name.value))
      if (handler)
        yield {
          at: placeOf(line),
          subject: level.subject,
          message: { id: 'handler', params: { level: level.subject, handler: handler.name.value } },
          related: [{ at: placeOf(handler), message: { en: 'answers in the end', zh: '最终由此应答' } }],
          witness: () => askedAll(model, level),
        }
      const test = level.written('if').find(one => !leaves(one.block?.nodes ?? []))
      if (test)
        yield {
          at: placeOf(test),
          subject: `${level.subject} if`,
          message: { id: 'if', params: { level: level.subject } },
          related: [{ at: placeOf(line), message: { en: 'skipped when the test holds', zh: '条件成立时被跳过' } }],
        }
    }
  },
})

/** An `if` that answers or goes elsewhere never comes back to try_files, and nobody expects it to. */
const leaves = (nodes: readonly { kind: string; name?: { value: string } }[]): boolean =>
  nodes.some(node => node.kind === 'directive' && /^(?:return|rewrite)$/.test(node.name?.value ?? ''))

/** A file that is there, and yet the application is asked for it. */
function askedAll(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  if (handler?.serve.kind !== 'proxy' || (model.setting(level, 'proxy_cache').value[0] ?? 'off') !== 'off')
    return undefined
  const own = openRequestTo(model, handler)
  const request = own?.target.endsWith('/') && openRequestTo(model, handler, { path: `${own.target}style.css` })
  const summary = { en: 'the application is asked for a file that is there', zh: '已存在的文件仍去请求应用' }
  return request ? { ...request, provokes: { upstreamSees: `GET ${request.target}`, summary } } : undefined
}
