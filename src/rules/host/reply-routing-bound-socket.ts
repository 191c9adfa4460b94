import type { NginxModel } from '../../formats/nginx/model.ts'
import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import { type TunnelOptions, tunnelDefaults, tunnelSchema } from '../../remedies/openvpn/options.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { fullTunnels, tunnelFix, tunnelName, tunnelPlace } from './full-tunnel.ts'
import { killSwitchOf } from './kill-switch.ts'
import { marksConnections, routesUnmarked, routingFiles } from './marks.ts'
import type { HostModel } from './model.ts'
import { hasReplyRouting } from './reply-routing.ts'

/** Replies are told by their source address alone: a mark tells them from what a process sends by itself. */
function* findings(host: HostModel, options: TunnelOptions): Generator<Observation> {
  const clients = fullTunnels(host)
  if (clients.length === 0 || !hasReplyRouting(host) || killSwitchOf(host)) return
  const files = routingFiles(host)
  if (marksConnections(files) || routesUnmarked(files)) return
  const [bound] = host.nginx.flatMap(boundSockets)
  for (const client of clients)
    yield {
      at: bound ? placeOf(bound) : tunnelPlace(client),
      subject: tunnelName(client),
      ...(bound ? { severity: 'high' as const } : {}),
      message: {
        id: bound ? 'bound' : 'possible',
        params: { tunnel: tunnelName(client), address: bound?.args[0]?.value ?? '' },
      },
      ...tunnelFix(host, client, options),
    }
}

/** `proxy_bind` and its kin with a public address. */
const boundSockets = (model: NginxModel): Directive[] =>
  ['proxy_bind', 'grpc_bind', 'fastcgi_bind', 'uwsgi_bind', 'scgi_bind', 'memcached_bind'].flatMap(name =>
    model
      .writers(name)
      .flatMap(level => level.written(name))
      .filter(({ args }) => {
        const { address, family } = readAddress(args[0]?.value ?? '', 0)
        return (family === 'ipv4' || family === 'ipv6') && address !== '*' && reachOf(address, family) === 'public'
      }),
  )

export const rule: Rule<HostModel, TunnelOptions> = defineRule<HostModel, TunnelOptions>({
  id: 'host/reply-routing-bound-socket',
  format: 'host',
  title: { en: 'Reply routing that lets bound sockets past the tunnel', zh: '应答路由会让绑定地址的套接字绕过隧道' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    bound: {
      en: 'nginx sends from {address}, and what has that source address leaves outside {tunnel}',
      zh: 'nginx 从 {address} 发出请求，而带有该源地址的流量不经过 {tunnel}',
    },
    possible: {
      en: 'Replies are routed by their source address: any process that binds the public address sends past {tunnel}',
      zh: '应答按源地址选路：任何绑定公网地址的进程都会绕过 {tunnel} 发送',
    },
  },
  schema: { type: 'object', properties: tunnelSchema },
  defaults: tunnelDefaults,
  check: findings,
})
