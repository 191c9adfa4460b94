import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import { defineRule, type Rule } from '../rule.ts'
import { letsEncrypt } from './lets-encrypt.ts'
import { passes, streamPasses } from './targets.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** Addresses of public resolvers that are meant. */
  readonly trusted: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/external-resolver',
  format: 'nginx',
  title: { en: 'names looked up over the public network', zh: '通过公网解析名称' },
  severity: 'low',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    public: {
      en: '`resolver {words}` asks {addresses} over the public network without encryption, for {levels}',
      zh: '`resolver {words}` 不加密地经公网向 {addresses} 查询，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { trusted: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { trusted: [] },
  check: (model, { trusted }) => {
    if (model.writers('resolver').length === 0) return []
    const dynamic = dynamicLevels(model)
    return checkValue(model, {
      setting: 'resolver',
      levels: () => [
        ...model.servers.flatMap(server => model.handlers(server).map(handler => handler.level)),
        ...model.streamServers,
        ...model.mailServers,
      ],
      wrong: (words, _unset, levels) => {
        const addresses = words.filter(word => isPublic(word) && !trusted.includes(word))
        if (addresses.length === 0) return undefined
        const trusting = levels.some(level => dynamic.has(level) || asksForOcsp(model, level))
        const severity = trusting ? 'medium' : 'low'
        return { message: 'public', severity, params: { addresses } }
      },
    })
  },
})

function isPublic(word: string): boolean {
  if (word.includes('=') || word.includes('$')) return false
  const { address, family } = readAddress(word, 53)
  return family !== 'name' && reachOf(address, family) === 'public'
}

/** The answer of a certificate authority is fetched from where the name leads. */
const asksForOcsp = (model: NginxModel, level: Level): boolean =>
  (model.on(level, 'ssl_stapling') && !letsEncrypt(model, level)) ||
  /^(?:on|leaf)$/i.test(model.text(level, 'ssl_ocsp'))

/** Levels whose requests go where the answer says: a forged answer is then more than a slow page. */
const dynamicLevels = (model: NginxModel): Set<Level> =>
  new Set(
    [...passes(model), ...streamPasses(model)]
      .filter(({ serve }) => serve.hasVariables && serve.authority.includes('$'))
      .map(({ handler }) => handler.level),
  )
