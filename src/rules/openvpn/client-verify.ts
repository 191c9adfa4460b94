import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, roleLine, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/client-verify',
  format: 'openvpn',
  title: { en: 'Who the clients are', zh: '客户端身份验证' },
  severity: 'low',
  confidence: 'medium',
  tags: ['identity', 'server'],
  messages: {
    any: {
      en: 'Server does not check that the other end is a client: a server certificate of the authority connects as one',
      zh: '服务器不检查对端是否为客户端：同一 CA 的服务器证书也能以客户端身份连接',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const { methods, clientCertificate } = model.verification
    if (model.role !== 'server' || methods.length > 0 || clientCertificate.value === 'none' || !at) return
    const title = {
      en: 'Add remote-cert-tls client, once every client certificate carries the usage clientAuth',
      zh: '确认所有客户端证书带有 clientAuth 用途后，添加 remote-cert-tls client',
    }
    const edits = [addLines(model, ['remote-cert-tls client'], ['key', 'cert', 'ca'])]
    yield {
      at: lackingAt(at),
      subject: 'clients',
      message: { id: 'any' },
      fixes: [unsafe({ title, edits, changes: ['remote-cert-tls'] })],
    }
  },
})
