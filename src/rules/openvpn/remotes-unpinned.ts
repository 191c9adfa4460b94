import { isDottedQuad, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { addLines, safe } from './placing.ts'

const pinned = (model: OpenvpnModel, host: string): boolean =>
  model.routing.routes.some(
    ({ params }) =>
      params[0] === host && (params[1] ?? '255.255.255.255') === '255.255.255.255' && params[2] === 'net_gateway',
  )

function repairs(model: OpenvpnModel, hosts: readonly string[]): Fix[] {
  if (!hosts.every(isDottedQuad)) return []
  const lines = hosts.map(host => `route ${host} 255.255.255.255 net_gateway`)
  return [
    safe({
      title: { en: 'Keep a route to every server outside the tunnel', zh: '为每台服务器保留隧道外的路由' },
      edits: [addLines(model, lines, ['redirect-gateway'])],
      changes: ['route'],
    }),
  ]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/remotes-unpinned',
  format: 'openvpn',
  title: { en: 'Second server that cannot be reached', zh: '无法到达的备用服务器' },
  severity: 'high',
  confidence: 'high',
  tags: ['routing', 'availability'],
  messages: {
    unpinned: {
      en: 'Remotes {hosts} have no route outside the tunnel: with persist-tun only the connected server stays reachable, and failover never works',
      zh: 'remote {hosts} 没有隧道外的路由：使用 persist-tun 时只有当前服务器可达，故障切换永远不会成功',
    },
  },
  defaults: {},
  *check(model) {
    const hosts = [...new Set(model.remotes.map(remote => remote.host))]
    const missing = hosts.filter(host => !pinned(model, host))
    const [, second] = model.remotes
    if (hosts.length < 2 || missing.length === 0 || !second) return
    if (!model.routing.fullTunnel || !model.privileges.persistTun.value) return
    yield {
      at: placeOf(second.line.directive),
      subject: 'remotes',
      message: { id: 'unpinned', params: { hosts: missing.slice(0, 20) } },
      fixes: repairs(model, missing),
    }
  },
})
