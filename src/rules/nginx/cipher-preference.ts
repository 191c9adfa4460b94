import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { allTlsServers, speaksTls12 } from './level-causes.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  readonly expected: 'on' | 'off' | 'any'
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/cipher-preference',
  format: 'nginx',
  title: { en: 'who chooses the cipher suite', zh: '由谁选择密码套件' },
  severity: 'info',
  confidence: 'medium',
  tags: ['tls'],
  messages: {
    differs: {
      en: 'ssl_prefer_server_ciphers is {words} for {levels}, the baseline expects {expected}',
      zh: '{levels} 的 ssl_prefer_server_ciphers 为 {words}，基线期望 {expected}',
    },
  },
  schema: { type: 'object', properties: { expected: { enum: ['on', 'off', 'any'] } }, additionalProperties: false },
  elsewhere: true,
  defaults: { expected: 'any' },
  check: (model, { expected }) =>
    checkValue(model, {
      setting: 'ssl_prefer_server_ciphers',
      levels: () =>
        expected === 'any'
          ? []
          : allTlsServers(model).filter(server => speaksTls12(model, server) && !prefersChaCha(model, server)),
      wrong: ([value = 'off']) =>
        value.toLowerCase() === expected ? undefined : { message: 'differs', params: { expected } },
      wanted: expected,
    }),
})

/** With `on`, clients without AES in hardware get their choice all the same: that is what `off` is for. */
const prefersChaCha = (model: NginxModel, server: Server): boolean =>
  model.on(server, 'ssl_prefer_server_ciphers') &&
  model
    .list(server, 'ssl_conf_command')
    .entries.some(
      ({ args }) => /^Options$/i.test(args[0]?.value ?? '') && /\bPrioritizeChaCha\b/i.test(args[1]?.value ?? ''),
    )
