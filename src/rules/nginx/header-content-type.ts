import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { type Directive, replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Witness } from '../rule.ts'
import { headerName } from './header-name.ts'
import { answeredRequest, firstOf, handlerAt } from './request-to.ts'
import { statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/header-content-type',
  format: 'nginx',
  title: { en: 'second Content-Type line', zh: '重复的 Content-Type' },
  severity: 'low',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    second: {
      en: '`add_header Content-Type` in {level} adds a second Content-Type line to each response',
      zh: '{level} 中的 `add_header Content-Type` 使每个响应多出一行 Content-Type',
    },
  },
  defaults: {},
  *check(model) {
    for (const { level, entry } of statements(model, 'add_header')) {
      if (headerName(entry) !== 'content-type' || (entry.args[1]?.value ?? '') === '') continue
      const alone = level.written('default_type').length === 0
      const value = entry.args[1]?.raw ?? ''
      yield {
        at: placeOf(entry),
        subject: level.subject,
        message: { id: 'second', params: { level: level.subject } },
        witness: () => firstOf(model.inheritors(level, 'add_header'), place => twice(model, place)),
        fixes: alone && !value.includes('$') ? [instead(entry, value)] : [],
      }
    }
  },
})

const instead = (entry: Directive, value: string): Fix => ({
  title: { en: 'set default_type instead', zh: '改用 default_type' },
  safety: 'unsafe',
  edits: [replaceDirective(entry, [`default_type ${value};`])],
  changes: ['add_header', 'default_type'],
})

function twice(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && answeredRequest(model, handler)
  const typed = found?.shows.status === 200
  const summary = { en: 'the answer has two lines Content-Type', zh: '应答有两行 Content-Type' }
  return typed ? { ...found.request, provokes: { repeatedHeader: 'Content-Type', summary } } : undefined
}
