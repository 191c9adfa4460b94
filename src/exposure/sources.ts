import type { Container } from '../files/index.ts'
import type { Listener } from '../formats/nginx/model.ts'
import type { Localized } from '../message/index.ts'
import type { Graph } from './graph.ts'
import { type Network, networkText, within } from './networks.ts'
import type { NodeKind } from './types.ts'

type SourceKind = Extract<NodeKind, 'internet' | 'private' | 'vpn' | 'host'>

const titles: Readonly<Record<SourceKind, Localized>> = {
  internet: { en: 'Internet', zh: '互联网' },
  private: { en: 'Private network', zh: '内网' },
  vpn: { en: 'VPN', zh: 'VPN' },
  host: { en: 'This host', zh: '本机' },
}

const details: Readonly<Record<SourceKind, Localized>> = {
  internet: { en: 'anybody, unless a firewall says no', zh: '任何人，除非防火墙阻止' },
  private: { en: 'addresses not routed outside', zh: '不对外路由的地址' },
  vpn: { en: 'peers inside the tunnel', zh: '隧道内的对端' },
  host: { en: 'processes here only', zh: '仅本机进程' },
}

/** Who is in the widest circle that lets in: that of a socket's address, or of what publishes the port of a container. */
export function sourceKind({ reach, address, port }: Listener, { networks, container }: Around): SourceKind {
  if (reach !== 'public' && reach !== 'private') return 'host'
  const by = container?.reach(port).by
  if (by === 'machine') return 'host'
  if (reach === 'private') return within(networks, address) ? 'vpn' : 'private'
  return by === 'network' ? 'private' : 'internet'
}

/** Draws it; gives the id of its node. */
export function source(graph: Graph, listener: Listener, around: Around): string {
  const kind = sourceKind(listener, around)
  return drawSource(graph, kind, kind === 'vpn' ? within(around.networks, listener.address) : undefined)
}

interface Around {
  readonly networks: readonly Network[]
  readonly container: Container | undefined
}

export function drawSource(graph: Graph, kind: SourceKind, network?: Network): string {
  const title = titles[kind]
  const suffix = network ? ` ${networkText(network)}` : ''
  return graph.node({
    id: `source ${kind}${suffix}`,
    column: 'source',
    kind,
    security: undefined,
    title: { en: `${title.en}${suffix}`, zh: `${title.zh}${suffix}` },
    details: [details[kind]],
    members: [],
    broken: undefined,
    at: undefined,
  })
}
