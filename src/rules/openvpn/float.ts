import { deciding, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/float',
  title: { en: 'Server that may change its address', zh: '允许服务器更换地址' },
  severity: 'low',
  tags: ['channel'],
  messages: {
    float: {
      en: 'float on a client takes packets from any address once they are authenticated',
      zh: '客户端上的 float 会接受来自任何地址、已通过验证的数据包',
    },
  },
  *faults(model) {
    if (model.role !== 'client') return
    for (const line of deciding(model, 'float')) yield { line, id: 'float', fixes: [deletion(line)] }
  },
})
