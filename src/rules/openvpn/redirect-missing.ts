import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { addLines, lackingAt, roleLine, unsafe } from './placing.ts'

/** The line that keeps a pushed redirect out. */
const dropping = (model: OpenvpnModel): OptionLine | undefined =>
  last(model, 'route-nopull') ??
  model.routing.pullFilters.find(
    ({ params }) => params[0] !== 'accept' && 'redirect-gateway def1'.startsWith(params[1] ?? '\0'),
  )

const lines = (model: OpenvpnModel): string[] => {
  const { tunnelIpv6, blockIpv6 } = model.routing
  if (tunnelIpv6 || !atLeast(model.target.openvpn, '2.5')) return ['redirect-gateway def1 ipv6']
  const block = blockIpv6 ? [] : ['block-ipv6']
  return ['redirect-gateway def1 ipv6', 'ifconfig-ipv6 fd15:53b6:dead::2/64 fd15:53b6:dead::1', ...block]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/redirect-missing',
  format: 'openvpn',
  title: { en: 'Full tunnel that the client does not ask for', zh: '客户端未要求的全隧道' },
  severity: 'high',
  confidence: 'medium',
  tags: ['routing', 'leak'],
  messages: {
    absent: {
      en: 'Client has no redirect-gateway of its own: whether its traffic uses the tunnel is left to what the server pushes',
      zh: '客户端没有自己的 redirect-gateway：流量是否走隧道取决于服务器的推送',
    },
    dropped: {
      en: '{name} drops a pushed redirect-gateway and the client has none of its own: its traffic stays outside the tunnel',
      zh: '{name} 会丢弃推送的 redirect-gateway，而客户端自己没有：流量留在隧道之外',
    },
  },
  defaults: {},
  *check(model) {
    if (!model.pulls || model.routing.fullTunnel || model.routing.redirect.length > 0 || last(model, 'mark')) return
    const drop = dropping(model)
    const at = drop ?? roleLine(model)
    if (!at) return
    yield {
      at: drop ? placeOf(drop.directive) : lackingAt(at),
      subject: 'redirect-gateway',
      message: drop ? { id: 'dropped', params: { name: drop.name } } : { id: 'absent' },
      fixes: [
        unsafe({
          title: { en: 'Send everything through the tunnel', zh: '让全部流量走隧道' },
          edits: [addLines(model, lines(model), ['remote-cert-tls', 'key', 'cert', 'ca'])],
          changes: ['redirect-gateway', 'ifconfig-ipv6', 'block-ipv6'],
        }),
      ],
    }
  },
})
