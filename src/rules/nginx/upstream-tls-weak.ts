import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { expandCiphers, weakInNginx } from '../../tls/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { summary } from './affected.ts'
import { familyOf } from './targets.ts'
import { tlsGroups } from './tls-passes.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** Protocols that may be offered to an upstream. */
  readonly allowed: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/upstream-tls-weak',
  format: 'nginx',
  title: { en: 'weak TLS towards the upstream', zh: '与上游之间的 TLS 过弱' },
  severity: 'medium',
  confidence: 'high',
  tags: ['upstream', 'tls'],
  messages: {
    protocols: {
      en: '`{setting} {words}` offers {outside} to the upstream, for {levels}',
      zh: '`{setting} {words}` 向上游提供 {outside}，作用于 {levels}',
    },
    'protocols-default': {
      en: '{setting} is written nowhere: nginx offers {outside} to the upstream by default, for {levels}',
      zh: '没有写 {setting}：nginx 默认向上游提供 {outside}，作用于 {levels}',
    },
    ciphers: {
      en: '`{setting}` offers weak suites to the upstream ({suites}), for {levels}',
      zh: '`{setting}` 向上游提供弱套件（{suites}），作用于 {levels}',
    },
    level: {
      en: '`{setting}` sets @SECLEVEL={level}: TLS 1.0, TLS 1.1 and short keys become negotiable with the upstream again, for {levels}',
      zh: '`{setting}` 设置了 @SECLEVEL={level}：与上游又可协商 TLS 1.0、TLS 1.1 和短密钥，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { allowed: { type: 'array', items: { type: 'string' }, minItems: 1 } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { allowed: ['TLSv1.2', 'TLSv1.3'] },
  *check(model, { allowed }) {
    for (const { family, levels } of tlsLevels(model)) {
      const setting = `${family}_ssl_protocols`
      const wanted = allowed.join(' ')
      yield* checkValue(model, {
        setting,
        levels: () => levels,
        wrong: (words, unset) => {
          const outside = words.filter(word => !allowed.some(one => one.toLowerCase() === word.toLowerCase()))
          if (outside.length === 0) return undefined
          return unset
            ? { message: 'protocols-default', severity: 'low', params: { setting, outside } }
            : { message: 'protocols', params: { setting, outside } }
        },
        wanted,
        safety: 'unsafe',
      })
      yield* weakCiphers(model, `${family}_ssl_ciphers`, levels)
    }
  },
})

function weakCiphers(model: NginxModel, setting: string, levels: readonly Level[]): ReturnType<typeof checkValue> {
  return checkValue(model, {
    setting,
    levels: () => levels,
    wrong: (words, unset) => {
      if (unset) return undefined
      const { suites, securityLevel: level = 2 } = expandCiphers(words.join(' '))
      const weak = suites.filter(weakInNginx)
      if (weak.length > 0) return { message: 'ciphers', params: { setting, suites: summary(weak, one => one.name) } }
      return level < 2 ? { message: 'level', params: { setting, level } } : undefined
    },
  })
}

interface Spoken {
  /** First part of the names of its directives. */
  readonly family: string
  readonly levels: readonly Level[]
}

/** Levels that hand requests or connections on over TLS. */
function tlsLevels(model: NginxModel): Spoken[] {
  const found = new Map<string, { family: string; levels: Set<Level> }>()
  for (const pass of tlsGroups(model).flat()) {
    const key = familyOf(pass)
    const spoken = found.get(key) ?? { family: pass.family, levels: new Set() }
    found.set(key, spoken)
    spoken.levels.add(pass.handler.level)
  }
  return [...found.values()].map(({ family, levels }) => ({ family, levels: [...levels] }))
}
