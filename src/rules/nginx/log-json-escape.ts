import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { summary } from './affected.ts'
import { streamFormats, type UsedFormat, usedFormats } from './log-formats.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/log-json-escape',
  format: 'nginx',
  title: { en: 'JSON log without JSON escaping', zh: 'JSON 日志未按 JSON 转义' },
  severity: 'low',
  confidence: 'high',
  tags: ['logging'],
  messages: {
    json: {
      en: 'log_format {name} writes JSON without escape=json: a quote in a request makes the line of {logs} invalid',
      zh: 'log_format {name} 输出 JSON 却没有 escape=json：请求中的一个引号就会使 {logs} 的该行无效',
    },
    none: {
      en: 'log_format {name} writes with escape=none: a client can forge lines of {logs}',
      zh: 'log_format {name} 使用 escape=none：客户端可以伪造 {logs} 中的行',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    for (const format of [...usedFormats(model), ...streamFormats(model)]) {
      const id = format.escape === 'none' ? 'none' : isJson(format) && format.escape === 'default' ? 'json' : undefined
      if (!id) continue
      yield {
        at: placeOf(format.directive),
        subject: `log_format ${format.name}`,
        message: { id, params: { name: format.name, logs: summary(format.logs, log => argumentAt(log, 0)) } },
        fixes:
          id === 'none'
            ? []
            : [
                {
                  title: { en: 'add escape=json', zh: '加上 escape=json' },
                  safety: 'safe',
                  edits: insertAfterWord(format.directive, 0, 'escape=json'),
                  changes: ['log_format'],
                },
              ],
      }
    }
  },
})

/** An object whose members are written by hand: `{"name":"$value" …}`. */
const isJson = ({ text }: UsedFormat): boolean => /^\s*\{\s*"/.test(text) && text.includes('":')
