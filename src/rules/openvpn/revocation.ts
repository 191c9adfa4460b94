import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { lackingAt, roleLine } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/revocation',
  format: 'openvpn',
  title: { en: 'Certificates that cannot be taken back', zh: '无法吊销的证书' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['identity', 'server'],
  messages: {
    absent: {
      en: 'Server has no crl-verify: a lost or dismissed client connects until its certificate expires',
      zh: '服务器没有 crl-verify：丢失或离职的客户端在证书到期前仍可连接',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const { fingerprints, clientCertificate } = model.verification
    if (model.role !== 'server' || !at || last(model, 'crl-verify') || fingerprints.length > 0) return
    if (clientCertificate.value === 'none' || last(model, 'tls-verify')) return
    yield { at: lackingAt(at), subject: 'crl-verify', message: { id: 'absent' } }
  },
})
