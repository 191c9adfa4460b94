import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { browserHeaders, headerName, securityHeadersSchema } from './header-name.ts'
import { answersItself, firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { statements } from './statements.ts'

interface Options {
  /** Headers that have to be on error pages too, lower case. */
  readonly securityHeaders: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/header-always',
  format: 'nginx',
  title: { en: 'security header missing on error pages', zh: '错误页缺少安全响应头' },
  severity: 'low',
  confidence: 'high',
  tags: ['headers'],
  yieldsTo: ['nginx/hsts'],
  messages: {
    errors: {
      en: '`add_header {header}` lacks `always`: responses with 4xx and 5xx of {levels} go without it',
      zh: '`add_header {header}` 没有 `always`：{levels} 的 4xx、5xx 响应不带此头',
    },
  },
  schema: securityHeadersSchema,
  defaults: {
    securityHeaders: browserHeaders,
  },
  *check(model, { securityHeaders }) {
    const wrong = new Set<Directive>()
    for (const { entry } of statements(model, 'add_header')) if (lacksAlways(entry, securityHeaders)) wrong.add(entry)
    if (wrong.size === 0) return
    for (const [entry, levels] of used(model, wrong))
      yield {
        at: placeOf(entry),
        subject: `${levels[0]?.subject} ${headerName(entry)}`,
        message: {
          id: 'errors',
          params: { header: argumentAt(entry, 0), levels: summary(levels, one => one.subject) },
        },
        related: levels.length > 1 ? affected(levels) : [],
        witness: () => firstOf(levels, level => refusal(model, entry, level)),
        fixes: [
          {
            title: { en: 'append always', zh: '加上 always' },
            safety: 'safe',
            edits: insertAfterWord(entry, 1, 'always'),
            changes: ['add_header'],
          },
        ],
      }
  },
})

const lacksAlways = (entry: Directive, names: readonly string[]): boolean =>
  names.includes(headerName(entry)) && argumentAt(entry, 1) !== '' && argumentAt(entry, 2) !== 'always'

/** Entries that are in force somewhere, with the servers' places that send them. */
function used(model: NginxModel, wanted: ReadonlySet<Directive>): Map<Directive, Level[]> {
  const map = new Map<Directive, Level[]>()
  for (const server of model.servers)
    for (const { level } of model.handlers(server))
      for (const entry of model.list(level, 'add_header').entries) {
        if (!wanted.has(entry)) continue
        const levels = map.get(entry)
        if (levels) levels.push(level)
        else map.set(entry, [level])
      }
  return map
}

/** Nobody may post to a file, whether it is there or not. */
function refusal(model: NginxModel, entry: Directive, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const plain = handler?.serve.kind === 'static' && [403, 404, 405].every(code => answersItself(model, level, code))
  const own = plain ? openRequestTo(model, handler) : undefined
  const header = argumentAt(entry, 0)
  const summary = { en: `the refusal has no ${header}`, zh: `拒绝应答中没有 ${header}` }
  return own && { ...own, method: 'POST', body: 'x', provokes: { absentHeader: header, summary } }
}
