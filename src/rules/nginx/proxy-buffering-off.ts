import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { isStreaming, streamingWords } from './streaming.ts'
import { passes } from './targets.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** Words in paths where answers are meant to be passed on piece by piece. */
  readonly streaming: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/proxy-buffering-off',
  format: 'nginx',
  title: { en: 'slow clients hold the application', zh: '慢速客户端占用应用' },
  severity: 'info',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    answers: {
      en: '`{setting} off`: the application waits for as long as a client takes to read, in {levels}',
      zh: '`{setting} off`：客户端读多久，应用就等多久，位于 {levels}',
    },
    requests: {
      en: '`{setting} off`: the application waits for as long as a client takes to send, in {levels}',
      zh: '`{setting} off`：客户端发送多久，应用就等多久，位于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { streaming: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { streaming: streamingWords },
  *check(model, { streaming }) {
    for (const family of ['proxy', 'fastcgi', 'uwsgi', 'scgi'])
      for (const [setting, message] of [
        [`${family}_buffering`, 'answers'],
        [`${family}_request_buffering`, 'requests'],
      ] as const) {
        if (model.writers(setting).length === 0) continue
        const found = checkValue(model, {
          setting,
          levels: () => buffered(model, family).filter(level => !isStreaming(model, level, streaming)),
          wrong: ([value = '']) => (/^off$/i.test(value) ? { message, params: { setting } } : undefined),
        })
        for (const one of found) yield { ...one, subject: `${one.subject} ${setting}` }
      }
  },
})

/** Places that others than this machine reach: its own programs read as fast as they are written to. */
const buffered = (model: NginxModel, family: string): ReturnType<typeof passes>[number]['handler']['level'][] =>
  passes(model)
    .filter(pass => pass.family === family)
    .filter(({ handler }) => handler.server.listeners.some(({ reach }) => reach === 'public' || reach === 'private'))
    .map(({ handler }) => handler.level)
