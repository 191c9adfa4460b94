import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { reachablePlaces } from './open-places.ts'
import { firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { turnsAwayStrangers } from './strangers.ts'
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
  elsewhere: true,
  defaults: { mirrors: [] },
  check: (model, { mirrors }) =>
    checkValue(model, {
      setting: 'autoindex',
      levels: () =>
        reachablePlaces(model)
          .filter(({ open, handler }) => open.length > 0 && handler.serve.kind === 'static')
          .filter(({ handler }) => !handler.server.names.some(name => mirrors.includes(name.value)))
          .filter(({ open, handler }) => !turnsAwayStrangers(model, handler.level, open))
          .map(({ handler }) => handler.level),
      wrong: (words, _unset, levels) => {
        if (!/^on$/i.test(words[0] ?? 'off')) return undefined
        const meant = levels.every(level => /download|mirror|\/pub(?:lic)?\b|releases|dist\b/.test(level.subject))
        return { message: 'listed', severity: meant ? 'low' : 'medium' }
      },
      wanted: 'off',
      witness: levels => firstOf(levels, level => listing(model, level)),
    }),
})

/** Of a folder without an index file. */
function listing(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const form = model.text(level, 'autoindex_format') || 'html'
  if (handler?.serve.kind !== 'static' || handler.serve.tryFiles || form !== 'html') return undefined
  const request = openRequestTo(model, handler)
  if (!request?.target.endsWith('/')) return undefined
  const summary = {
    en: 'the names of the files, unless the folder has an index',
    zh: '列出文件名（除非目录有索引文件）',
  }
  return { ...request, provokes: { status: 200, bodyContains: `Index of ${request.target}`, summary } }
}
