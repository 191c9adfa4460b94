import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Edit } from '../../text/index.ts'
import { replaceWord } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/topology',
  format: 'openvpn',
  title: { en: 'Addresses of the clients', zh: '客户端地址分配方式' },
  severity: 'low',
  confidence: 'high',
  tags: ['server', 'deprecated'],
  messages: {
    old: {
      en: 'topology is "{value}": deprecated, four addresses per client, and no data channel in the kernel',
      zh: 'topology 为 "{value}"：已弃用，每个客户端占四个地址，且不能使用内核数据通道',
    },
  },
  defaults: {},
  *check(model) {
    const server = last(model, 'server')
    const { value } = model.device.topology
    if (!server || model.device.type !== 'tun' || value === 'subnet') return
    yield {
      at: placeOf((last(model, 'topology') ?? server).directive),
      subject: 'topology',
      message: { id: 'old', params: { value } },
      fixes: [
        unsafe({
          title: { en: 'Write topology subnet and restart every client', zh: '改为 topology subnet 并重启所有客户端' },
          edits: [setLine(model, 'topology', 'topology subnet', ['server']), ...masks(model, server)],
          changes: ['topology', 'ifconfig-push'],
        }),
      ],
    }
  },
})

/** The files of single clients give an address and its other end; in a subnet they give an address and the mask. */
function masks({ clientFiles }: OpenvpnModel, server: OptionLine): Edit[] {
  const mask = server.params[1]
  if (mask === undefined) return []
  return clientFiles.flatMap(({ file, lines }) =>
    lines.flatMap(({ name, directive: { args } }) => {
      const other = name === 'ifconfig-push' ? args[1] : undefined
      return other && !other.value.startsWith('255.') ? [replaceWord(file, other, mask)] : []
    }),
  )
}
