import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/tls-auth',
  title: { en: 'Control channel that is signed, not encrypted', zh: '只签名不加密的控制通道' },
  severity: 'info',
  tags: ['channel'],
  messages: {
    signed: {
      en: 'tls-auth signs the control channel only: tls-crypt hides the certificates too',
      zh: 'tls-auth 只对控制通道签名：tls-crypt 还能隐藏证书',
    },
  },
  *faults(model, { peer }) {
    const modern = model.wrapping.some(({ kind }) => kind === 'tls-crypt' || kind === 'tls-crypt-v2')
    const [old] = model.wrapping.filter(({ kind }) => kind === 'tls-auth')
    if (old && !modern && peer?.kind !== 'mikrotik') yield { line: old.line, id: 'signed' }
  },
})
