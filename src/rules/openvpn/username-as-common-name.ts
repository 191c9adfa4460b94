import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/username-as-common-name',
  title: { en: 'Identity that the client types', zh: '由客户端输入的身份' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['identity', 'server'],
  messages: {
    typed: {
      en: '{name} takes the identity of a client from what it typed, not from its certificate: rights in client-config-dir follow that name',
      zh: '{name} 以客户端输入的名字而非证书作为身份：client-config-dir 中的权限随该名字而定',
    },
    optional: {
      en: '{name} lets clients in that give no password',
      zh: '{name} 允许不提供口令的客户端进入',
    },
  },
  *faults(model) {
    if (model.role !== 'server' || model.verification.clientCertificate.value === 'none') return
    const typed = last(model, 'username-as-common-name')
    const optional = last(model, 'auth-user-pass-optional')
    if (typed) yield { line: typed, id: 'typed' }
    if (optional) yield { line: optional, id: 'optional' }
  },
})
