import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'
import { type HostNetwork, hostNetworks, isWithin, type TunnelNetwork, tunnelNetworks } from './networks.ts'

function* findings(host: HostModel): Generator<Observation> {
  const tunnels = host.openvpn.flatMap(tunnelNetworks)
  if (tunnels.length === 0) return
  const own = hostNetworks(host)
  const others = collisionsOf(tunnels)
  for (const net of tunnels) {
    const local = own.find(each => conflicts(net, each))
    if (local) yield withLocal(net, local)
    const other = others.get(net)
    if (other) yield withTunnel(net, other)
  }
}

/** Among what lies where a unit starts it: examples and profiles for others may lie anywhere. */
function collisionsOf(tunnels: readonly TunnelNetwork[]): ReadonlyMap<TunnelNetwork, TunnelNetwork | undefined> {
  const started = tunnels.filter(({ tunnel }) => tunnel.unit !== undefined)
  const found = collisions(started)
  return new Map(started.map((net, at) => [net, found[at]]))
}

/**
 * For every network the first behind it that collides with it in another tunnel. Tunnels have few pools and can have
 * thousands of routes: these are compared with the pools, and found by their text among themselves.
 */
function collisions(nets: readonly TunnelNetwork[]): readonly (TunnelNetwork | undefined)[] {
  const places = new Map(nets.map((net, at) => [net, at]))
  const placeOfNet = (net: TunnelNetwork): number => places.get(net) as number
  const pools = nets.filter(({ kind }) => kind === 'pool')
  const routes = laterRoutes(nets)
  return nets.map((net, at) => {
    const among = net.kind === 'pool' ? nets.slice(at + 1) : pools.filter(pool => placeOfNet(pool) > at)
    const found = among.find(each => each.tunnel !== net.tunnel && collide(net, each))
    const twin = routes[at]
    return found && twin ? (placeOfNet(found) < placeOfNet(twin) ? found : twin) : (found ?? twin)
  })
}

/** For every route the next equal one in another tunnel, found from the end. */
function laterRoutes(nets: readonly TunnelNetwork[]): readonly (TunnelNetwork | undefined)[] {
  const last = new Map<string, { readonly next: TunnelNetwork; readonly beyond: TunnelNetwork | undefined }>()
  const found: (TunnelNetwork | undefined)[] = []
  for (let at = nets.length - 1; at >= 0; at--) {
    const net = nets[at] as TunnelNetwork
    if (net.kind === 'pool') continue
    const key = `${net.text} ${net.metric}`
    const known = last.get(key)
    const other = known?.next.tunnel === net.tunnel ? known.beyond : known?.next
    found[at] = other
    last.set(key, { next: net, beyond: other })
  }
  return found
}

/** A wide route around a local subnet leaves the subnet to the interface: the more specific one wins. */
const conflicts = (net: TunnelNetwork, local: HostNetwork): boolean =>
  isWithin(net, local) || (net.kind === 'pool' && isWithin(local, net))

/** Equal routes with metrics of their own are a fallback that somebody meant. */
function collide(a: TunnelNetwork, b: TunnelNetwork): boolean {
  if (a.kind === 'pool' && b.kind === 'pool') return isWithin(a, b) || isWithin(b, a)
  if (a.kind === 'pool' || b.kind === 'pool') return a.kind === 'pool' ? isWithin(b, a) : isWithin(a, b)
  return a.text === b.text && a.metric === b.metric
}

const withLocal = (net: TunnelNetwork, local: HostNetwork): Observation => ({
  at: placeOf(net.line.directive),
  subject: `${net.text} ${local.text}`,
  message: { id: net.kind, params: { network: net.text, other: local.text, file: local.file.path } },
  related: [
    {
      at: { file: local.file, span: { start: local.offset, end: local.offset } },
      message: { en: `this host has ${local.text}`, zh: `本机使用 ${local.text}` },
    },
  ],
})

const withTunnel = (net: TunnelNetwork, other: TunnelNetwork): Observation => ({
  at: placeOf(net.line.directive),
  subject: `${net.text} ${other.tunnel.root} ${other.text}`,
  message: { id: 'tunnels', params: { network: net.text, other: other.text, file: other.tunnel.root } },
  related: [
    {
      at: placeOf(other.line.directive),
      message: { en: `the other tunnel has ${other.text}`, zh: `另一隧道使用 ${other.text}` },
    },
  ],
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/subnet-conflict',
  format: 'host',
  title: { en: 'One network in two places', zh: '同一网段出现在两处' },
  severity: 'high',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    pool: {
      en: 'The addresses of the tunnel, {network}, overlap {other} of this host ({file}): one of the two cannot be reached',
      zh: '隧道地址 {network} 与本机的 {other}({file})重叠：两者之一无法到达',
    },
    route: {
      en: 'The route {network} leads a part of {other} of this host ({file}) into the tunnel: neighbours cannot be reached any more',
      zh: '路由 {network} 把本机网段 {other}({file})的一部分引入隧道：相邻主机将无法到达',
    },
    tunnels: {
      en: '{network} overlaps {other} of {file}: whichever tunnel comes up last takes the traffic of the other, or fails',
      zh: '{network} 与 {file} 的 {other} 重叠：后建立的隧道会夺走另一条的流量，或启动失败',
    },
  },
  defaults: {},
  check: findings,
})
