import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { firstOf, handlerAt, openRequestTo } from './request-to.ts'
import { checkValue } from './value-rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/version-disclosure',
  format: 'nginx',
  title: { en: 'nginx version in responses', zh: '响应暴露 nginx 版本' },
  severity: 'low',
  confidence: 'high',
  tags: ['info-leak'],
  messages: {
    written: {
      en: '`server_tokens {words}` sends the nginx version with every response of {levels}',
      zh: '`server_tokens {words}` 使 {levels} 的每个响应都带上 nginx 版本',
    },
    default: {
      en: 'server_tokens is on by default: responses of {levels} carry the nginx version',
      zh: 'server_tokens 默认开启：{levels} 的响应带有 nginx 版本',
    },
  },
  elsewhere: true,
  defaults: {},
  check: model =>
    checkValue(model, {
      setting: 'server_tokens',
      levels: () => model.servers.flatMap(server => model.handlers(server).map(handler => handler.level)),
      wrong: ([value = 'on'], unset) =>
        /^(?:on|build)$/i.test(value) ? { message: unset ? 'default' : 'written' } : undefined,
      wanted: 'off',
      witness: levels => firstOf(levels, level => versionAt(model, level)),
    }),
})

function versionAt(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const silent = handler?.serve.kind === 'return' && handler.serve.code === 444
  const passed = model
    .list(level, 'proxy_pass_header')
    .entries.some(({ args }) => /^server$/i.test(args[0]?.value ?? ''))
  const request = handler && !silent && !passed ? openRequestTo(model, handler) : undefined
  const summary = { en: 'the answer names the version', zh: '应答带有版本号' }
  return request && { ...request, provokes: { header: ['Server', 'nginx/'], summary } }
}
