import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import type { ReturnServe } from '../../formats/nginx/serve.ts'
import { type Directive, insertFirst } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected } from './affected.ts'
import { gather } from './gather.ts'
import { sureRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

interface Options {
  /** What a place that only hands something out is to answer. */
  readonly methods: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/methods-unrestricted',
  format: 'nginx',
  title: { en: 'a fixed answer to every method', zh: '对任何方法都作固定应答' },
  severity: 'info',
  confidence: 'low',
  tags: ['access'],
  messages: {
    every: {
      en: '`return {code}` in {level} answers {method} and every other method the same way',
      zh: '{level} 中的 `return {code}` 对 {method} 及其他任何方法作同样应答',
    },
  },
  schema: {
    type: 'object',
    properties: { methods: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{1,20}$' } } },
    additionalProperties: false,
  },
  defaults: { methods: ['GET', 'HEAD'] },
  *check(model, { methods }) {
    const method = probes.find(one => !methods.includes(one))
    if (!method || model.writers('return').length === 0) return
    const asks = new MethodQuestions(model)
    const places = new Map<Directive, Found[]>()
    for (const server of model.servers) {
      const found = model.handlers(server).filter(answers)
      if (found.length === 0 || asks.at(server) || !model.handlers(server).every(isFixed)) continue
      for (const { level, serve } of found) {
        if (!asks.around(level)) gather(places, serve.directive, { level, server, serve, method, methods })
      }
    }
    for (const found of places.values()) yield observation(model, found)
  },
})

/** None of them is answered by a static handler; TRACE is refused before any handler (ngx_http_core_module). */
const probes = ['DELETE', 'PUT', 'PATCH', 'POST']

interface Fixed extends Handler {
  readonly serve: ReturnServe
}

const isFixed = ({ serve: { kind } }: Handler): boolean =>
  kind === 'return' || kind === 'redirect' || kind === 'static' || kind === 'rewrite'

/** A success with a body, for requests that no condition chose. */
function answers(handler: Handler): handler is Fixed {
  const { serve, level } = handler
  if (serve.kind !== 'return' || level.context.startsWith('if-') || asLocation(level)?.internal) return false
  return serve.code >= 200 && serve.code < 300 && serve.code !== 204 && serve.text !== undefined
}

/** Where the method of a request decides something. */
class MethodQuestions {
  private readonly variables: RegExp

  constructor({ tables }: NginxModel) {
    const made = tables.filter(({ source }) => /\$\{?request_method\b/i.test(source)).map(({ variable }) => variable)
    const names = ['request_method', ...made.filter(name => /^\w+$/.test(name))]
    this.variables = new RegExp(`\\$\\{?(?:${names.join('|')})\\b`, 'i')
  }

  /** In the locations around a place. */
  around(level: Level): boolean {
    for (let at: Level | undefined = level; at && at.context === 'location'; at = at.parent)
      if (this.at(at)) return true
    return false
  }

  /** `limit_except` or a statement of the rewrite phase on the method. */
  at(level: Level): boolean {
    if (level.writes('limit_except')) return true
    return ['if', 'set', 'return'].some(name =>
      level.written(name).some(({ args }) => args.some(({ value }) => this.variables.test(value))),
    )
  }
}

interface Found extends Fixed {
  readonly method: string
  readonly methods: readonly string[]
}

/** @param all places that one statement answers, in a snippet that they share. */
function observation(model: NginxModel, all: readonly Found[]): Observation {
  const found = all[0] as Found
  const { level, serve, method } = found
  const request = sureRequestTo(model, found)
  const summary = { en: `${method} is answered like GET`, zh: `${method} 得到与 GET 相同的应答` }
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'every', params: { code: String(serve.code), level: level.subject, method } },
    ...(request && { witness: { ...request, method, provokes: { status: serve.code, summary } } }),
    related: all.length > 1 ? affected(all.map(each => each.level)) : [],
    fixes: () => fixes(all),
  }
}

/** `limit_except` has no scripts of its location: the `return` answers the listed methods only. GET implies HEAD. */
function fixes(all: readonly Found[]): Fix[] {
  const methods = all[0]?.methods ?? []
  const words = methods.filter(one => one !== 'HEAD' || !methods.includes('GET'))
  if (words.length === 0) return []
  if (!words.every(one => known.has(one))) return []
  const lines = [`limit_except ${words.join(' ')} {`, '    deny all;', '}']
  const edits = all.flatMap(({ level: { directive, context } }) =>
    directive?.block && context === 'location' ? [insertFirst(directive.file, directive.block, lines)] : [],
  )
  if (edits.length < all.length) return []
  return [
    {
      title: { en: `answer ${words.join(', ')} only`, zh: `只应答 ${words.join('、')}` },
      safety: 'unsafe',
      edits,
      changes: ['*'],
    },
  ]
}

/** Methods that `limit_except` takes (ngx_http_core_module). */
const known = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'MKCOL', 'COPY', 'MOVE', 'OPTIONS'],
  ...['PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'PATCH'],
])
