import { containerOf } from '../formats/nginx/container.ts'
import type { Localized } from '../message/index.ts'
import { fullTunnels, tunnelName } from '../rules/host/full-tunnel.ts'
import type { HostModel } from '../rules/host/model.ts'
import { hasReplyRouting } from '../rules/host/reply-routing.ts'
import { Graph } from './graph.ts'
import { type Grain, grains, keysFor } from './grouping.ts'
import { networksOf } from './networks.ts'
import { drawNginx, type NginxPart } from './nginx-part.ts'
import { drawTunnel } from './openvpn-part.ts'
import { sitesOf } from './sites.ts'
import { columns, type ExposureMap, type ExposureNode } from './types.ts'

export * from './types.ts'

/** A column with more nodes than this is drawn coarser. */
const readable = 14

/**
 * Who can reach which socket of a host, which server answers there and where requests go, from the models. Where a
 * column would be too long, what is alike is one node. Linear in the number of servers and their sockets.
 */
export function exposureOf(host: HostModel): ExposureMap {
  const networks = networksOf(host)
  const lost = lostReplies(host)
  const [full] = fullTunnels(host)
  const tunnels = { networks, takesAll: full && tunnelName(full) }
  const parts = host.nginx.map(model => {
    const container = containerOf(model, host.store)
    return { model, container, sites: sitesOf(model, { ...tunnels, container }), networks, lost }
  })
  let best = draw(host, parts, 'each')
  for (const grain of grains.slice(1)) {
    if (longest(best.nodes) <= readable) break
    best = draw(host, parts, grain)
  }
  return best
}

function draw(host: HostModel, parts: readonly NginxPart[], grain: Grain): ExposureMap {
  const graph = new Graph()
  for (const part of parts) drawNginx(graph, part, keysFor(grain))
  for (const tunnel of host.openvpn) drawTunnel(graph, tunnel, host)
  return { root: host.root, nodes: inOrder(graph.nodes), edges: graph.edges, grouped: grain !== 'each' }
}

const longest = (nodes: readonly ExposureNode[]): number =>
  Math.max(...columns.map(column => nodes.filter(node => node.column === column).length))

/** A full tunnel without a route for replies: visitors send, the answers go elsewhere. */
function lostReplies(host: HostModel): Localized | undefined {
  const [tunnel] = fullTunnels(host)
  if (!tunnel || hasReplyRouting(host)) return undefined
  const name = tunnelName(tunnel)
  return { en: `replies leave through ${name}`, zh: `应答经 ${name} 离开` }
}

const inOrder = (nodes: readonly ExposureNode[]): ExposureNode[] =>
  columns.flatMap(column => nodes.filter(node => node.column === column))
