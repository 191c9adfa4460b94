import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
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
    }),
})
