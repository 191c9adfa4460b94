import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { defineRule, placeOf, type Rule, type Severity } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type UsedFormat, usedFormats } from './log-formats.ts'
import { type LoggedSecret, loggedSecrets } from './logged-secrets.ts'
import { masked } from './masked-format.ts'
import { personalArguments } from './sensitive-paths.ts'
import { isPass } from './targets.ts'

interface Options {
  /** Query parameters that carry personal data or secrets, lower case. */
  readonly args: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/log-sensitive-data',
  format: 'nginx',
  title: { en: 'personal data and secrets in the access log', zh: '访问日志中的个人信息与凭据' },
  severity: 'high',
  confidence: 'high',
  tags: ['logging', 'privacy'],
  messages: {
    writes: {
      en: 'log_format {name} writes {variables} to {logs}, for {levels}',
      zh: 'log_format {name} 把 {variables} 写入 {logs}，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { args: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: {
    args: personalArguments,
  },
  *check(model, { args }) {
    for (const format of usedFormats(model)) {
      const found = loggedSecrets(model, format, args)
      if (found.length === 0) continue
      const levels = [...new Set(format.handlers.map(({ level }) => level))]
      yield {
        at: placeOf(format.directive),
        subject: `log_format ${format.name}`,
        message: {
          id: 'writes',
          params: {
            name: format.name,
            variables: found.map(({ variable, of }) => (variable === of ? `$${of}` : `$${variable} ($${of})`)),
            logs: summary(format.logs, log => argumentAt(log, 0)),
            levels: summary(levels, level => level.subject),
          },
        },
        severity: severity(found, format),
        related: affected(levels),
        fixes: () =>
          masked(
            model,
            format,
            found.map(({ variable }) => variable),
          ),
      }
    }
  },
})

/** nginx reads a body only to hand it on: elsewhere `$request_body` is `-` (measured). */
const severity = (found: readonly LoggedSecret[], { handlers }: UsedFormat): Severity =>
  found.every(({ of }) => of === 'request_body') && !handlers.some(({ serve }) => isPass(serve)) ? 'info' : 'high'
