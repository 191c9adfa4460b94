import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'

interface Options {
  /** The authority signs one server only. */
  readonly singleServerCa: boolean
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/server-verify-name',
  format: 'openvpn',
  title: { en: 'Which server it is', zh: '具体是哪一台服务器' },
  severity: 'low',
  confidence: 'medium',
  tags: ['identity', 'tls'],
  messages: {
    any: {
      en: 'Client checks that the other end is a server and not which one: every server certificate of the authority is accepted',
      zh: '客户端只检查对端是服务器而不检查是哪一台：同一 CA 的任何服务器证书都会被接受',
    },
    prefix: {
      en: 'verify-x509-name "{name}" compares a prefix: every name that begins so is accepted',
      zh: 'verify-x509-name "{name}" 只比较前缀：以此开头的任何名称都会被接受',
    },
  },
  schema: { type: 'object', additionalProperties: false, properties: { singleServerCa: { type: 'boolean' } } },
  defaults: { singleServerCa: false },
  *check(model, { singleServerCa }) {
    const { name, nameKind, fingerprints, certificateUsage } = model.verification
    const usage = last(model, 'remote-cert-tls')
    if (model.tls.side !== 'client' || singleServerCa || fingerprints.length > 0 || last(model, 'verify-hash')) return
    const named = last(model, 'verify-x509-name')
    if (named && nameKind === 'name-prefix')
      yield {
        at: placeOf(named.directive),
        subject: 'name',
        message: { id: 'prefix', params: { name: name.value ?? '' } },
      }
    else if (!named && usage && certificateUsage.value === 'server')
      yield { at: placeOf(usage.directive), subject: 'name', message: { id: 'any' } }
  },
})
