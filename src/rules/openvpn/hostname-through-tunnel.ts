import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/hostname-through-tunnel',
  format: 'openvpn',
  title: { en: 'Server name that is looked up through the dead tunnel', zh: '经已断隧道解析的服务器名' },
  severity: 'high',
  confidence: 'high',
  tags: ['routing', 'availability'],
  messages: {
    stuck: {
      en: 'Remote "{host}" is a name, and redirect-gateway with persist-tun keeps the routes: after an outage the name is looked up through the dead tunnel, for ever',
      zh: 'remote "{host}" 是主机名，而 redirect-gateway 与 persist-tun 会保留路由：断线后永远经已断的隧道解析该名字',
    },
  },
  defaults: {},
  *check(model) {
    const named = model.remotes.find(remote => !remote.numeric)
    const { fullTunnel } = model.routing
    if (!named || !fullTunnel || !model.privileges.persistTun.value || model.dns.persistRemoteIp) return
    if (last(model, 'mark') && last(model, 'route-nopull')) return
    yield {
      at: lackingAt(named.line),
      subject: named.host,
      message: { id: 'stuck', params: { host: named.host } },
      fixes: [
        safe({
          title: { en: 'Keep the address: persist-remote-ip', zh: '保留地址：persist-remote-ip' },
          edits: [addLines(model, ['persist-remote-ip'], ['persist-tun'])],
          changes: ['persist-remote-ip'],
        }),
      ],
    }
  },
})
