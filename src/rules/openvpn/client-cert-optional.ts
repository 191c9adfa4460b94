import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'

interface Options {
  /** Clients with a password only are wanted. */
  readonly passwordOnly: boolean
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/client-cert-optional',
  format: 'openvpn',
  title: { en: 'Clients without a certificate', zh: '无证书的客户端' },
  severity: 'critical',
  confidence: 'high',
  tags: ['identity', 'server'],
  messages: {
    optional: {
      en: 'verify-client-cert "{value}" admits clients that present no certificate: a password alone opens the network',
      zh: 'verify-client-cert "{value}" 接受不出示证书的客户端：仅凭口令就能进入网络',
    },
  },
  schema: { type: 'object', additionalProperties: false, properties: { passwordOnly: { type: 'boolean' } } },
  defaults: { passwordOnly: false },
  *check(model, { passwordOnly }) {
    const line = last(model, 'verify-client-cert')
    const { value } = model.verification.clientCertificate
    if (!line || value === 'require' || model.role !== 'server') return
    yield {
      at: placeOf(line.directive),
      subject: 'verify-client-cert',
      message: { id: 'optional', params: { value } },
      severity: passwordOnly ? 'medium' : 'critical',
      fixes: [
        unsafe({
          title: { en: 'Demand a certificate: verify-client-cert require', zh: '要求证书：verify-client-cert require' },
          edits: [replaceArguments(line.directive, 'require')],
          changes: ['verify-client-cert'],
        }),
      ],
    }
  },
})
