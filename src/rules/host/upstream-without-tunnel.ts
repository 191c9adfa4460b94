import { onHost } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { startFix } from '../../remedies/openvpn/start.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { type ClearUpstream, clearUpstreams } from './clear-upstreams.ts'
import { fullTunnels, tunnelName } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { holds, hostNetworks, tunnelNetworks } from './networks.ts'

function* findings(host: HostModel): Generator<Observation> {
  if (host.openvpn.length === 0 || fullTunnels(host).length > 0) return
  const upstreams = clearUpstreams(host)
  if (upstreams.length === 0) return
  const local = hostNetworks(host)
  for (const upstream of upstreams) if (!local.some(net => holds(net, upstream.value))) yield* judged(host, upstream)
}

function* judged(host: HostModel, upstream: ClearUpstream): Generator<Observation> {
  const ways = host.openvpn.filter(tunnel => tunnelNetworks(tunnel).some(net => holds(net, upstream.value)))
  const [way] = ways
  if (way && ways.every(tunnel => isDisabled(host, tunnel))) yield found(upstream, 'disabled', way)
  // Routes may come from the other end, unless the client refuses them.
  const [client] = host.openvpn
  if (!way && client && host.openvpn.every(({ role, routing }) => role === 'client' && routing.noPull))
    yield found(upstream, 'no-route', client)
}

/** The folder of enabled units is given, and the unit of this tunnel is not in it. */
function isDisabled(host: HostModel, { unit }: OpenvpnModel): boolean {
  const enabled = host.store.list(onHost(host.root, '/etc/systemd/system/multi-user.target.wants'))
  return unit !== undefined && enabled !== undefined && !enabled.includes(`${unit.template}${unit.instance}.service`)
}

const found = (upstream: ClearUpstream, id: 'disabled' | 'no-route', tunnel: OpenvpnModel): Observation => ({
  at: placeOf(upstream.directive),
  subject: upstream.address,
  message: { id, params: { address: upstream.address, tunnel: tunnelName(tunnel) } },
  ...(id === 'disabled' && plan(upstream, tunnel)),
})

/** Which route is missing is known to people only; a tunnel that is not started can be. */
function plan({ address }: ClearUpstream, tunnel: OpenvpnModel): { fixes?: readonly Fix[] } {
  const fix = startFix(tunnel, address)
  return fix ? { fixes: [fix] } : {}
}

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/upstream-without-tunnel',
  format: 'host',
  title: { en: 'Requests that count on a tunnel which is not there', zh: '依赖隧道的请求而隧道并不存在' },
  severity: 'high',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    disabled: {
      en: 'nginx sends requests in clear to {address}, which lies behind {tunnel}, and no boot starts that tunnel: they leave by the default route',
      zh: 'nginx 以明文向 {address} 发送请求，该地址位于 {tunnel} 之后，而启动时不会建立该隧道：请求会走默认路由',
    },
    'no-route': {
      en: 'nginx sends requests in clear to {address}, and {tunnel} has no route for it and takes none: they leave by the default route',
      zh: 'nginx 以明文向 {address} 发送请求，而 {tunnel} 没有也不接受到该地址的路由：请求会走默认路由',
    },
  },
  defaults: {},
  check: findings,
})
