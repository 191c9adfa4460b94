import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/askpass-file',
  title: { en: 'Passphrase beside its key', zh: '与密钥放在一起的口令' },
  severity: 'info',
  tags: ['secrets'],
  messages: {
    beside: {
      en: 'askpass "{path}" lies beside the key that it opens: whoever gets one gets both',
      zh: 'askpass "{path}" 与它所解开的密钥放在一起：得到一个就得到两个',
    },
  },
  *faults(model) {
    const line = last(model, 'askpass')
    const path = line?.params[0]
    if (line && path !== undefined && path !== 'stdin') yield { line, id: 'beside', params: { path } }
  },
})
