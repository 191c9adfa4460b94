import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** Names of servers that list files on purpose. */
  readonly mirrors: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/autoindex',
  format: 'nginx',
  title: { en: 'directory listing', zh: '目录列表' },
  severity: 'medium',
  confidence: 'high',
  tags: ['files'],
  messages: {
    listed: {
      en: '`autoindex on` lists the files of {levels} to everybody',
      zh: '`autoindex on` 向所有人列出 {levels} 的文件',
    },
  },
  schema: {
    type: 'object',
    properties: { mirrors: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { mirrors: [] },
  check: (model, { mirrors }) =>
    checkValue(model, {
      setting: 'autoindex',
      levels: () =>
        reachablePlaces(model)
          .filter(({ open, handler }) => open.length > 0 && handler.serve.kind === 'static')
          .filter(({ handler }) => !handler.server.names.some(name => mirrors.includes(name.value)))
          .map(({ handler }) => handler.level),
      wrong: (words, _unset, levels) => {
        if (!/^on$/i.test(words[0] ?? 'off')) return undefined
        const meant = levels.every(level => /download|mirror|\/pub(?:lic)?\b|releases|dist\b/.test(level.subject))
        return { message: 'listed', severity: meant ? 'low' : 'medium' }
      },
      wanted: 'off',
    }),
})
