import { deciding, isDottedQuad, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import type { Rule } from '../rule.ts'
import { type Fault, lineRule } from './line-rule.ts'
import { safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/proto-ambiguous',
  title: { en: 'Protocol of either family', zh: '未指明地址族的协议' },
  severity: 'info',
  tags: ['availability'],
  messages: {
    either: {
      en: 'proto "{value}" takes IPv4 or IPv6, whichever comes first, while firewall rules and pinned routes speak one family',
      zh: 'proto "{value}" 可用 IPv4 或 IPv6，而防火墙规则与固定路由只针对一种',
    },
  },
  *faults(model) {
    if (model.role !== 'client') return
    for (const line of deciding(model, 'proto')) {
      const [value = ''] = line.params
      if (/^(?:udp|tcp|tcp-client)$/.test(value)) yield ambiguous(model, line, value)
    }
  },
})

function ambiguous(model: OpenvpnModel, line: OptionLine, value: string): Fault {
  const remotes = model.remotes.filter(({ connection }) => !line.connection || connection === line.connection)
  const v4 = remotes.length > 0 && remotes.every(({ host }) => isDottedQuad(host))
  const exact = value.replace(/^(udp|tcp)/, '$14')
  const title = { en: `Write proto ${exact}`, zh: `改为 proto ${exact}` }
  const edits = [replaceArguments(line.directive, exact)]
  return { line, id: 'either', params: { value }, fixes: v4 ? [safe({ title, edits, changes: ['proto'] })] : [] }
}
