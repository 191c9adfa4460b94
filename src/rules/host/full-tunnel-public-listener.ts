import type { Listener } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { last } from '../../formats/openvpn/query.ts'
import { type TunnelOptions, tunnelDefaults, tunnelSchema } from '../../remedies/openvpn/options.ts'
import { multihomeEdit } from '../../remedies/openvpn/own-servers.ts'
import { defineRule, type Observation, type Place, placeOf, type Related, type Rule } from '../rule.ts'
import { fullTunnels, nginxOf, tunnelFix, tunnelName, tunnelPlace } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { hasReplyRouting, runsUnseenScript } from './reply-routing.ts'
import { evadesReplyRouting, followsRoutes, serversBeside, socketOf } from './vpn-servers.ts'

export const rule: Rule<HostModel, TunnelOptions> = defineRule<HostModel, TunnelOptions>({
  id: 'host/full-tunnel-public-listener',
  format: 'host',
  title: { en: 'A full tunnel takes the replies of public services', zh: '全隧道会带走公网服务的应答' },
  severity: 'critical',
  confidence: 'high',
  tags: ['host'],
  messages: {
    found: {
      en: '{tunnel} takes all traffic into the tunnel while nginx listens on {sockets}: replies to visitors are lost',
      zh: '{tunnel} 将全部流量送入隧道，而 nginx 监听 {sockets}：对访问者的应答会丢失',
    },
    server: {
      en: '{tunnel} takes all traffic into the tunnel while clients connect to {servers} on {ports}: replies to them are lost',
      zh: '{tunnel} 将全部流量送入隧道，而客户端连接 {servers}（{ports}）：对它们的应答会丢失',
    },
    both: {
      en: '{tunnel} takes all traffic into the tunnel while nginx listens on {sockets} and {servers} on {ports}: replies are lost',
      zh: '{tunnel} 将全部流量送入隧道，而 nginx 监听 {sockets}，{servers} 监听 {ports}：应答会丢失',
    },
    unbound: {
      en: 'The host routes replies by their source address, which {server} leaves to the route: without multihome they leave by {tunnel} and are lost',
      zh: '本机按源地址为应答选路，而 {server} 的源地址由路由决定：没有 multihome 时应答会经 {tunnel} 发出并丢失',
    },
  },
  schema: { type: 'object', properties: tunnelSchema },
  defaults: tunnelDefaults,
  *check(host, options) {
    const tunnels = fullTunnels(host)
    if (tunnels.length === 0) return
    if (hasReplyRouting(host)) yield* unbound(host, tunnels)
    else for (const client of tunnels) yield* lost(host, client, options)
  },
})

const manyRelated = 20

/** Nothing gives replies a way of their own. */
function* lost(host: HostModel, client: OpenvpnModel, options: TunnelOptions): Iterable<Observation> {
  const listeners = nginxOf(host).flatMap(({ listeners: all }) => all.filter(isPublic))
  const servers = serversBeside(host, client).filter(server => followsRoutes(server, client))
  if (listeners.length === 0 && servers.length === 0) return
  const id = servers.length === 0 ? 'found' : listeners.length === 0 ? 'server' : 'both'
  yield {
    at: tunnelPlace(client),
    subject: tunnelName(client),
    message: {
      id,
      params: {
        tunnel: tunnelName(client),
        sockets: listeners.map(({ subject }) => subject),
        servers: servers.map(tunnelName),
        ports: servers.map(socketOf),
      },
    },
    // Rules made by hand or by a script that was not given would be enough.
    ...((!host.store.complete || runsUnseenScript(host, client)) && { confidence: 'medium' }),
    related: [...listeners.flatMap(related), ...servers.map(waiting)].slice(0, manyRelated),
    ...tunnelFix(host, client, options),
  }
}

/** Replies have a way of their own, which some servers do not take. */
function* unbound(host: HostModel, tunnels: readonly OpenvpnModel[]): Iterable<Observation> {
  const besides = new Map(
    tunnels.flatMap(client =>
      serversBeside(host, client).map((server): [OpenvpnModel, OpenvpnModel] => [server, client]),
    ),
  )
  for (const [server, client] of besides) {
    if (!evadesReplyRouting(server, host)) continue
    yield {
      at: serverPlace(server),
      subject: tunnelName(server),
      message: { id: 'unbound', params: { server: tunnelName(server), tunnel: tunnelName(client) } },
      related: [{ at: tunnelPlace(client), message: { en: 'takes all traffic', zh: '接管全部流量' } }],
      fixes: [
        {
          title: { en: 'Add multihome', zh: '添加 multihome' },
          safety: 'safe',
          edits: multihomeEdit(server),
          changes: ['multihome'],
        },
      ],
    }
  }
}

const isPublic = ({ reach }: Listener): boolean => reach === 'public'

function related({ listens, subject }: Listener): Related[] {
  const directive = listens[0]?.directive
  return directive ? [{ at: placeOf(directive), message: { en: `listens on ${subject}`, zh: `监听 ${subject}` } }] : []
}

const waiting = (server: OpenvpnModel): Related => ({
  at: serverPlace(server),
  message: { en: `awaits clients on ${socketOf(server)}`, zh: `在 ${socketOf(server)} 等待客户端` },
})

/** The line that makes it a server. */
function serverPlace(server: OpenvpnModel): Place {
  const line = ['server', 'server-bridge', 'server-ipv6', 'mode'].map(name => last(server, name)).find(each => each)
  return line ? placeOf(line.directive) : tunnelPlace(server)
}
