import type { NginxModel } from '../../formats/nginx/model.ts'
import { httpsDefaults } from '../../remedies/nginx/options.ts'
import { defineRule, type Observation, type Rule, type RuleContext } from '../rule.ts'
import { type PlaintextOptions, plaintextObservation, plaintextSchema, plaintextServers } from './plaintext.ts'

export const rule: Rule<NginxModel, PlaintextOptions> = defineRule<NginxModel, PlaintextOptions>({
  id: 'nginx/plaintext-proxy',
  format: 'nginx',
  title: { en: 'An application is reachable without TLS', zh: '应用可在无 TLS 的情况下访问' },
  severity: 'critical',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    found: {
      en: '{server} hands requests on in clear on {sockets}: "{handler}"',
      zh: '{server} 在 {sockets} 上以明文转交请求："{handler}"',
    },
  },
  schema: plaintextSchema,
  defaults: { ...httpsDefaults, behindTls: [] },
  check: findings,
})

function* findings(model: NginxModel, options: PlaintextOptions, context: RuleContext): Iterable<Observation> {
  for (const found of plaintextServers(model, { ...context, behindTls: options.behindTls })) {
    const leaks = found.leaks.filter(({ kind }) => kind === 'application')
    yield* plaintextObservation({ ...found, leaks }, { model, options, urgency: 'stop', severity: 'critical' })
  }
}
