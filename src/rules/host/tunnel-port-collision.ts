import type { Listener } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { tunnelName, tunnelPlace } from './full-tunnel.ts'
import type { HostModel } from './model.ts'

function* findings(host: HostModel): Generator<Observation> {
  const listeners = host.nginx.flatMap(each => each.listeners)
  for (const server of host.openvpn) {
    if (server.role !== 'server') continue
    const taken = listeners.find(listener => collides(server, listener))
    const listen = taken?.listens[0]?.directive
    if (!taken || !listen) continue
    const written = server.port.origin === 'default' ? undefined : server.port.origin
    yield {
      at: written ? placeOf(written) : tunnelPlace(server),
      subject: taken.subject,
      message: {
        id: 'taken',
        params: { server: tunnelName(server), port: Number(server.port.value), socket: taken.subject },
      },
      related: [
        {
          at: placeOf(listen),
          message: { en: `nginx listens on ${taken.subject}`, zh: `nginx 监听 ${taken.subject}` },
        },
      ],
    }
  }
}

function collides(server: OpenvpnModel, { port, transport, address, family }: Listener): boolean {
  const own = server.transport.value === 'udp' ? 'udp' : 'tcp'
  if (transport !== own || port !== Number(server.port.value) || family === 'unix') return false
  const local = server.byName.get('local')?.at(-1)?.params[0]
  const six = /6/.test(server.byName.get('proto')?.at(-1)?.params[0] ?? '')
  if (local !== undefined) return address === local || address === `[${local}]` || isWild(address, local.includes(':'))
  // Without a suffix the daemon binds IPv4; with 6 the wildcard of IPv6, which takes IPv4 along.
  return six ? family === 'ipv6' || family === 'ipv4' : family === 'ipv4'
}

const isWild = (address: string, six: boolean): boolean => address === (six ? '[::]' : '*')

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/tunnel-port-collision',
  format: 'host',
  title: { en: 'OpenVPN and nginx on one port', zh: 'OpenVPN 与 nginx 使用同一端口' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    taken: {
      en: '{server} listens on port {port}, and nginx on {socket}: whichever starts second fails',
      zh: '{server} 监听端口 {port},nginx 监听 {socket}：后启动的一方会失败',
    },
  },
  defaults: {},
  check: findings,
})
