import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
import { firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { checkValue } from './value-rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/dav-methods',
  format: 'nginx',
  title: { en: 'everybody may write files', zh: '任何人都可以写文件' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    open: {
      en: '`dav_methods {words}` lets everybody change files through {levels}',
      zh: '`dav_methods {words}` 允许任何人通过 {levels} 修改文件',
    },
  },
  defaults: {},
  check: model =>
    checkValue(model, {
      setting: 'dav_methods',
      levels: () =>
        reachablePlaces(model)
          .filter(({ open, handler }) => open.length > 0 && handler.serve.kind === 'static')
          .filter(({ handler }) => !handler.level.children.some(child => child.context === 'limit_except'))
          .map(({ handler }) => handler.level),
      wrong: (words, unset) => (unset || /^off$/i.test(words[0] ?? 'off') ? undefined : { message: 'open' }),
      wanted: 'off',
      safety: 'unsafe',
      witness: (levels, words) =>
        words.some(word => /^put$/i.test(word)) ? firstOf(levels, level => writes(model, level)) : undefined,
    }),
})

/** A new file, where the daemon may write. */
function writes(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const own = handler && openRequestTo(model, handler)
  const request =
    own && openRequestTo(model, handler, { path: `${own.target.replace(/\/$/, '')}/confward-witness.txt` })
  if (!request) return undefined
  const summary = { en: 'a stranger writes a file', zh: '陌生客户端写入文件' }
  return { ...request, method: 'PUT', body: 'written by a stranger', provokes: { status: 201, summary } }
}
