import type { NginxModel } from '../../formats/nginx/model.ts'
import { httpsDefaults } from '../../remedies/nginx/options.ts'
import { defineRule, type Observation, type Rule, type RuleContext } from '../rule.ts'
import { type PlaintextOptions, plaintextObservation, plaintextSchema, plaintextServers } from './plaintext.ts'

export const rule: Rule<NginxModel, PlaintextOptions> = defineRule<NginxModel, PlaintextOptions>({
  id: 'nginx/plaintext-listener',
  format: 'nginx',
  title: { en: 'Content is served without TLS', zh: '内容在无 TLS 的情况下提供' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    found: {
      en: '{server} serves content in clear on {sockets}: "{handler}"',
      zh: '{server} 在 {sockets} 上以明文提供内容："{handler}"',
    },
  },
  schema: plaintextSchema,
  defaults: { ...httpsDefaults, behindTls: [] },
  check: findings,
})

/** Where an application is reached as well, nginx/plaintext-proxy speaks for the whole server. */
function* findings(model: NginxModel, options: PlaintextOptions, context: RuleContext): Iterable<Observation> {
  for (const found of plaintextServers(model, { ...context, behindTls: options.behindTls }))
    if (found.leaks.every(({ kind }) => kind === 'content'))
      yield* plaintextObservation(found, { model, options, urgency: 'keep', severity: 'high' })
}
