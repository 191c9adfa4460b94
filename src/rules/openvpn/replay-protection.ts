import { every, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/replay-protection',
  title: { en: 'Protection against repeated packets', zh: '防重放保护' },
  severity: 'low',
  tags: ['crypto', 'replay'],
  messages: {
    off: { en: '"{text}" takes packets that were sent before', zh: '"{text}" 会接受曾经发送过的数据包' },
    wide: { en: '"{text}" leaves the window for repeated packets wide open', zh: '"{text}" 使重放窗口过大' },
    mute: { en: '"{text}" hides the warnings about repeated packets', zh: '"{text}" 隐藏了重放警告' },
  },
  *faults(model) {
    const off = last(model, 'no-replay')
    const window = last(model, 'replay-window')
    const size = Number.parseInt(window?.params[0] ?? '64', 10)
    if (off) yield { line: off, id: 'off', fixes: [deletion(off)] }
    if (window && (size === 0 || size > 1024))
      yield { line: window, id: size === 0 ? 'off' : 'wide', fixes: [deletion(window)] }
    for (const line of every(model, 'mute-replay-warnings').slice(0, 1))
      yield { line, id: 'mute', fixes: [deletion(line)] }
  },
})
