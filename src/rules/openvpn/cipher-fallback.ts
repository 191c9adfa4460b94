import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/cipher-fallback',
  title: { en: 'Cipher for peers that do not negotiate', zh: '为不协商的对端准备的算法' },
  severity: 'info',
  confidence: 'medium',
  tags: ['crypto', 'ciphers'],
  messages: {
    fallback: {
      en: 'data-ciphers-fallback "{value}" serves peers that cannot negotiate and keeps the data channel out of the kernel',
      zh: 'data-ciphers-fallback "{value}" 服务于不会协商的对端，并使数据通道不能在内核中运行',
    },
  },
  *faults(model) {
    const line = last(model, 'data-ciphers-fallback')
    if (line) yield { line, id: 'fallback', params: { value: line.params[0] ?? '' } }
  },
})
