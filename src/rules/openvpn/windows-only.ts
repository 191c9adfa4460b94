import { hasLetter, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/windows-only',
  title: { en: 'Option of Windows in a file of this host', zh: '本机文件中的 Windows 选项' },
  severity: 'low',
  tags: ['clarity'],
  messages: { windows: { en: '{name} has an effect on Windows only', zh: '{name} 只在 Windows 上有效' } },
  *faults(model) {
    if (!model.unit && model.role !== 'server') return
    for (const line of model.lines)
      if (line.effect === 'forgiven' && hasLetter(line.name, 'W')) yield { line, id: 'windows' }
  },
})
