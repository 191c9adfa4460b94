import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { lackingAt, roleLine } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/flood-limits',
  format: 'openvpn',
  title: { en: 'Server without a limit for new connections', zh: '没有新连接限制的服务器' },
  severity: 'info',
  confidence: 'medium',
  tags: ['server', 'availability'],
  messages: {
    unlimited: {
      en: 'Server takes any number of new connections: each one costs a handshake',
      zh: '服务器接受任意数量的新连接：每个都要付出一次握手的代价',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const initial = last(model, 'connect-freq-initial')
    const limited = atLeast(model.target.openvpn, '2.6') && initial?.params[0] !== '0'
    const cookie = model.wrapping.some(({ kind }) => kind === 'tls-crypt-v2')
    if (model.role !== 'server' || model.transport.value !== 'udp' || !at) return
    if (limited || cookie || last(model, 'connect-freq')) return
    yield {
      at: initial ? placeOf(initial.directive) : lackingAt(at),
      subject: 'connect-freq',
      message: { id: 'unlimited' },
    }
  },
})
