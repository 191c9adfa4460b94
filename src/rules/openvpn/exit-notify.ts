import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, roleLine, safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/exit-notify',
  format: 'openvpn',
  title: { en: 'Client that leaves without a word', zh: '不告而别的客户端' },
  severity: 'info',
  confidence: 'high',
  tags: ['availability'],
  messages: {
    silent: {
      en: 'Client does not tell the server when it stops: the session stays until its ping times out',
      zh: '客户端停止时不通知服务器：会话一直保留到 ping 超时',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const udp = model.remotes.length > 0 && model.remotes.every(({ transport }) => transport === 'udp')
    if (!model.pulls || !udp || !at || last(model, 'explicit-exit-notify')) return
    const title = { en: 'Add explicit-exit-notify 1', zh: '添加 explicit-exit-notify 1' }
    const edits = [addLines(model, ['explicit-exit-notify 1'], ['remote', 'proto'])]
    yield {
      at: lackingAt(at),
      subject: 'explicit-exit-notify',
      message: { id: 'silent' },
      fixes: model.remotes[0]?.connection ? [] : [safe({ title, edits, changes: ['explicit-exit-notify'] })],
    }
  },
})
