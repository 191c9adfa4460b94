import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { pairRule } from './pair.ts'

const asksPassword = (server: OpenvpnModel): boolean =>
  ['auth-user-pass-verify', 'management-client-auth'].some(name => last(server, name)) ||
  server.scripts.plugins.some(line => /auth-(?:pam|ldap)|radius/.test(line.params[0] ?? ''))

const hasCertificate = (client: OpenvpnModel): boolean =>
  ['cert', 'pkcs12', 'pkcs11-id', 'pkcs11-id-management', 'management-external-cert'].some(name => last(client, name))

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-authentication',
  title: { en: 'Proof that the server demands and the client lacks', zh: '服务器要求而客户端缺少的凭证' },
  severity: 'critical',
  messages: {
    password: {
      en: 'Server demands user name and password, and the client has no auth-user-pass',
      zh: '服务器要求用户名和口令，而客户端没有 auth-user-pass',
    },
    certificate: {
      en: 'Server demands a certificate, and the client has none',
      zh: '服务器要求证书，而客户端没有证书',
    },
  },
  *mismatches({ client, server }) {
    if (server.role !== 'server' || client.role !== 'client') return
    if (asksPassword(server) && !last(server, 'auth-user-pass-optional') && !last(client, 'auth-user-pass'))
      yield { subject: 'password', message: { id: 'password' } }
    if (server.verification.clientCertificate.value === 'require' && !hasCertificate(client))
      yield { subject: 'certificate', message: { id: 'certificate' } }
  },
})
