import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { removeLines, unsafe } from './placing.ts'

interface Options {
  /** Clients are meant to reach each other without the host's firewall. */
  readonly meshWanted: boolean
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/client-to-client',
  format: 'openvpn',
  title: { en: 'Clients that reach each other', zh: '客户端互通' },
  severity: 'medium',
  confidence: 'high',
  tags: ['server', 'segmentation'],
  messages: {
    mesh: {
      en: 'client-to-client passes packets between clients inside the daemon: the firewall of the host never sees them',
      zh: 'client-to-client 在守护进程内转发客户端之间的数据包：主机防火墙看不到它们',
    },
  },
  schema: { type: 'object', additionalProperties: false, properties: { meshWanted: { type: 'boolean' } } },
  defaults: { meshWanted: false },
  *check(model, { meshWanted }) {
    const line = last(model, 'client-to-client')
    if (!line || meshWanted || model.role !== 'server') return
    const title = { en: 'Delete client-to-client', zh: '删除 client-to-client' }
    yield {
      at: placeOf(line.directive),
      subject: 'client-to-client',
      message: { id: 'mesh' },
      fixes: [unsafe({ title, edits: removeLines([line]), changes: ['client-to-client'] })],
    }
  },
})
