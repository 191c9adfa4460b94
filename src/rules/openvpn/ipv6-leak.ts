import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { insertAfter, replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { safe, unsafe } from './placing.ts'

const dummy = 'ifconfig-ipv6 fd15:53b6:dead::2/64 fd15:53b6:dead::1'

function repairs(model: OpenvpnModel): Fix[] {
  const [first] = model.routing.redirect
  if (!first) return []
  const words = ['redirect-gateway', ...first.words.map(word => word.raw), 'ipv6'].join(' ')
  const changes = ['redirect-gateway', 'ifconfig-ipv6', 'block-ipv6']
  if (model.routing.tunnelIpv6)
    return [
      safe({
        title: { en: 'Take IPv6 into the tunnel: ipv6', zh: '让 IPv6 也走隧道：ipv6' },
        edits: [replaceDirective(first.directive, [words])],
        changes,
      }),
    ]
  if (!atLeast(model.target.openvpn, '2.5')) return []
  const block = model.routing.blockIpv6 ? [] : ['block-ipv6']
  return [
    unsafe({
      title: { en: 'Route IPv6 into the tunnel and refuse it there', zh: '把 IPv6 引入隧道并在其中拒绝' },
      edits: [replaceDirective(first.directive, [words]), insertAfter(first.directive, [dummy, ...block])],
      changes,
    }),
  ]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/ipv6-leak',
  format: 'openvpn',
  title: { en: 'IPv6 beside the tunnel', zh: '绕过隧道的 IPv6' },
  severity: 'high',
  confidence: 'high',
  tags: ['routing', 'leak', 'ipv6'],
  messages: {
    leak: {
      en: 'redirect-gateway takes IPv4 only: on a host with IPv6 that traffic leaves in clear beside the tunnel',
      zh: 'redirect-gateway 只接管 IPv4：在启用 IPv6 的主机上，IPv6 流量会绕过隧道以明文外出',
    },
  },
  defaults: {},
  *check(model) {
    const { redirect, fullTunnel, flags } = model.routing
    const [first] = redirect
    if (!first || !fullTunnel || flags.has('ipv6') || model.role === 'server') return
    yield {
      at: placeOf(first.directive),
      subject: 'ipv6',
      message: { id: 'leak' },
      fixes: repairs(model),
    }
  },
})
