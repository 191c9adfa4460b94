import { reachOf, readAddress } from '../formats/nginx/resolve/address.ts'
import { isEncrypted, last, maskLength, type OpenvpnModel, type PushedOption } from '../formats/openvpn/index.ts'
import type { Localized } from '../message/index.ts'
import { tunnelName } from '../rules/host/full-tunnel.ts'
import type { HostModel } from '../rules/host/model.ts'
import { placeOf } from '../rules/rule.ts'
import type { Graph } from './graph.ts'
import { networkText, ownNetworks, routedNetworks } from './networks.ts'
import { drawSource } from './sources.ts'
import { same } from './target.ts'
import type { Security } from './types.ts'

/** Draws one tunnel: who can reach its socket, or whom it connects to, and the networks it opens. */
export function drawTunnel(graph: Graph, tunnel: OpenvpnModel, host: HostModel): void {
  const security = securityOf(tunnel)
  const node = graph.node({
    id: `tunnel ${tunnel.root}`,
    column: 'server',
    kind: 'tunnel',
    security,
    title: same(tunnelName(tunnel)),
    details: tunnelDetails(tunnel),
    members: [tunnelName(tunnel)],
    broken: tunnel.verdict.loads === false ? notLoaded : undefined,
    at: tunnel.lines[0] && placeOf(tunnel.lines[0].directive),
  })
  if (tunnel.remotes.length === 0) drawSocket(graph, tunnel, node)
  else graph.edge({ from: drawSource(graph, 'host'), to: node, security: 'local', broken: undefined })
  for (const { host: name, port, transport, line } of tunnel.remotes) {
    const title = same(`${name}:${port}/${transport.slice(0, 3)}`)
    const to = graph.node({
      ...{ id: `remote ${title.en} ${security}`, column: 'target', kind: 'remote', security, title },
      ...{ details: [{ en: 'other end of the tunnel', zh: '隧道对端' }], members: [title.en], broken: undefined },
      at: placeOf(line.directive),
    })
    graph.edge({ from: node, to, security, broken: undefined })
  }
  drawPushed(graph, tunnel, { node, security, host })
}

const notLoaded: Localized = { en: 'openvpn refuses this file', zh: 'openvpn 拒绝该文件' }

/** A cipher list that can end in no cipher protects nothing. */
const securityOf = (tunnel: OpenvpnModel): Security => (isEncrypted(tunnel) ? 'vpn' : 'plain')

function tunnelDetails(tunnel: OpenvpnModel): Localized[] {
  const roles = {
    client: { en: 'VPN client', zh: 'VPN 客户端' },
    server: { en: 'VPN server', zh: 'VPN 服务器' },
    p2p: { en: 'VPN with one peer', zh: '点对点 VPN' },
    static: { en: 'VPN with a static key', zh: '静态密钥 VPN' },
  }
  const device = tunnel.device.name.value
  const networks = [...ownNetworks(tunnel), ...routedNetworks(tunnel)].map(networkText)
  return [
    roles[tunnel.role],
    ...(tunnel.routing.fullTunnel ? [{ en: 'takes all traffic', zh: '接管全部流量' }] : []),
    ...(networks.length > 0 ? [same(networks.slice(0, 3).join(', '))] : device === '' ? [] : [same(device)]),
  ]
}

function drawSocket(graph: Graph, tunnel: OpenvpnModel, to: string): void {
  const local = last(tunnel, 'local')?.params[0] ?? '*'
  const read = readAddress(local.includes(':') ? `[${local}]` : local, 1194)
  const reach = local === '*' ? 'public' : reachOf(read.address, read.family)
  const security = securityOf(tunnel)
  const subject = `${local}:${tunnel.port.value}/${tunnel.transport.value.slice(0, 3)}`
  const at = last(tunnel, 'port') ?? tunnel.lines[0]
  const socket = graph.node({
    ...{ id: `socket ${tunnel.root} ${subject}`, column: 'listener', kind: 'listener', security },
    ...{ title: same(subject), details: [same('OpenVPN')], members: [subject], broken: undefined },
    at: at && placeOf(at.directive),
  })
  const from = drawSource(graph, reach === 'public' ? 'internet' : reach === 'private' ? 'private' : 'host')
  graph.edge({ from, to: socket, security, broken: undefined })
  graph.edge({ from: socket, to, security, broken: undefined })
}

interface Pushing {
  readonly node: string
  readonly security: Security
  readonly host: HostModel
}

/** What clients of a server are told to send into the tunnel, and whether this host passes it on. */
function drawPushed(graph: Graph, tunnel: OpenvpnModel, { node, security, host }: Pushing): void {
  const broken = forwards(host) ? undefined : { en: 'ip_forward is 0: dropped here', zh: 'ip_forward 为 0：在此被丢弃' }
  for (const pushed of tunnel.push) {
    const title = pushedNetwork(pushed)
    if (!title) continue
    const to = graph.node({
      ...{ id: `network ${title.en}`, column: 'target', kind: 'network', security, title, broken },
      ...{ details: [{ en: 'pushed to clients', zh: '推送给客户端' }], members: [title.en] },
      at: placeOf(pushed.line.directive),
    })
    graph.edge({ from: node, to, security, broken })
  }
}

function pushedNetwork({ name, params }: PushedOption): Localized | undefined {
  if (name === 'redirect-gateway') return { en: 'everything', zh: '全部流量' }
  if (name !== 'route' || params[0] === undefined) return undefined
  return same(`${params[0]}/${maskLength(params[1] ?? '255.255.255.255') ?? params[1]}`)
}

/** False only where the files of the host show a zero. */
function forwards({ sysctl }: HostModel): boolean {
  const model = sysctl.find(({ scope }) => scope === 'host')
  const held = model?.value('net.ipv4.ip_forward')
  return !(model && held?.value === '0' && (held.statement !== undefined || model.complete))
}
