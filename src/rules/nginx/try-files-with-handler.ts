import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { leaves } from './leaving.ts'
import { handlerAt, openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

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
      const handler = takesOver(level, line)
      if (handler)
        yield {
          at: placeOf(line),
          subject: level.subject,
          message: { id: 'handler', params: { level: level.subject, handler: nameOf(handler) } },
          related: [{ at: placeOf(handler), message: { en: 'answers in the end', zh: '最终由此应答' } }],
          witness: () => askedAll(model, level),
        }
      const test = level.children.find(child => child.context === 'if-in-location' && !leaves(child))?.directive
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

/**
 * A script that is looked for first is a usual thing. Below a prefix other files are found as well, and then handed to
 * the interpreter; a code in the end says that nothing else is meant to be there.
 */
function takesOver(level: Level, line: Directive): Directive | undefined {
  const prefix = /^(?:prefix|noregex)$/.test(asLocation(level)?.match.kind ?? '')
  const values = valuesOf(line)
  const others = !values.at(-1)?.startsWith('=') && values.some(value => /^\$\{?uri\b/i.test(value))
  const handlers = prefix && others ? [...passing, 'fastcgi_pass'] : passing
  if (!handlers.some(name => level.writes(name))) return undefined
  return level.own.find(one => handlers.includes(nameOf(one)))
}

const passing = ['proxy_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass']
