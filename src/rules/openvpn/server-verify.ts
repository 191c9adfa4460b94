import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, roleLine, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/server-verify',
  format: 'openvpn',
  title: { en: 'Who the server is', zh: '服务器身份验证' },
  severity: 'high',
  confidence: 'high',
  tags: ['identity', 'tls'],
  messages: {
    none: {
      en: 'Client does not check that the other end is a server: any certificate of the authority without key usage can play it',
      zh: '客户端不检查对端是否为服务器：同一 CA 签发的任何没有密钥用途的证书都能冒充它',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    if (model.tls.side !== 'client' || model.verification.methods.length > 0 || !at) return
    yield {
      at: lackingAt(at),
      subject: 'server',
      message: { id: 'none' },
      fixes: [
        unsafe({
          title: {
            en: 'Add remote-cert-tls server, once the server certificate carries the usage serverAuth',
            zh: '确认服务器证书带有 serverAuth 用途后，添加 remote-cert-tls server',
          },
          edits: [addLines(model, ['remote-cert-tls server'], ['key', 'cert', 'ca', 'pkcs12'])],
          changes: ['remote-cert-tls'],
        }),
      ],
    }
  },
})
