import { deciding, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

const usual: Readonly<Record<string, readonly string[]>> = { 'tun-mtu': ['1500'], mssfix: ['1450', '1492'] }

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/mtu',
  title: { en: 'Packet sizes by hand', zh: '手工设置的包长' },
  severity: 'low',
  confidence: 'medium',
  tags: ['availability'],
  messages: {
    set: {
      en: '"{text}" replaces what the daemon works out by itself, and both ends have to agree',
      zh: '"{text}" 代替了守护进程自行计算的值，且两端必须一致',
    },
  },
  *faults(model) {
    for (const name of ['link-mtu', 'tun-mtu', 'tun-mtu-extra', 'mssfix', 'fragment'])
      for (const line of deciding(model, name))
        if (line.params[0] !== undefined && !usual[name]?.includes(line.params[0]))
          yield { line, id: 'set', fixes: [deletion(line, unsafe)] }
  },
})
