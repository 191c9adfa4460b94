import type { Listener } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { last } from '../../formats/openvpn/query.ts'
import { boundAddress } from '../../remedies/openvpn/own-servers.ts'
import { defineRule, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { tunnelName, tunnelPlace } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { ownServers, socketOf } from './vpn-servers.ts'

function* findings(host: HostModel): Generator<Observation> {
  const listeners = host.nginx.flatMap(each => each.listeners)
  for (const server of host.openvpn) {
    if (server.role !== 'server') continue
    const taken = listeners.find(listener => collides(server, listener))
    const listen = taken?.listens[0]?.directive
    if (!taken || !listen) continue
    yield {
      at: portPlace(server),
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
  yield* betweenServers(ownServers(host))
  yield* betweenManagers(host.openvpn.filter(({ unit, management }) => unit !== undefined && management !== undefined))
}

/** The socket of `management` is bound before anything else: without it the daemon ends. Measured. */
function* betweenManagers(tunnels: readonly OpenvpnModel[]): Generator<Observation> {
  for (const [nth, tunnel] of tunnels.entries()) {
    const socket = managementOf(tunnel)
    const first = tunnels
      .slice(0, nth)
      .find(other => managementOf(other) === socket && (tunnel.role === 'server' || other.role === 'server'))
    const [line, other] = [tunnel, first].map(each => each?.management?.line.directive)
    if (!first || !line || !other || socket === undefined) continue
    yield {
      at: placeOf(line),
      subject: `management ${tunnelName(first)}`,
      message: { id: 'management', params: { server: tunnelName(tunnel), other: tunnelName(first), socket } },
      related: [
        { at: placeOf(other), message: { en: `${tunnelName(first)} takes it`, zh: `${tunnelName(first)} 占用该端口` } },
      ],
    }
  }
}

function managementOf({ management, byName }: OpenvpnModel): string | undefined {
  if (!management || !/^\d+$/.test(management.port) || byName.has('management-client')) return undefined
  return `${management.address}:${management.port}`
}

/** Measured: neither UDP nor TCP sockets of two daemons share a port, nor does the wildcard of IPv6 with that of IPv4. */
function* betweenServers(servers: readonly OpenvpnModel[]): Generator<Observation> {
  for (const [nth, server] of servers.entries()) {
    const first = servers.slice(0, nth).find(other => isSameSocket(other, server))
    if (!first) continue
    yield {
      at: portPlace(server),
      subject: tunnelName(first),
      message: {
        id: 'twice',
        params: { server: tunnelName(server), other: tunnelName(first), socket: socketOf(server) },
      },
      related: [
        {
          at: portPlace(first),
          message: { en: `${tunnelName(first)} takes it`, zh: `${tunnelName(first)} 占用该端口` },
        },
      ],
    }
  }
}

const portPlace = (server: OpenvpnModel): Place =>
  server.port.origin === 'default' ? tunnelPlace(server) : placeOf(server.port.origin)

const kindOf = ({ transport }: OpenvpnModel): 'udp' | 'tcp' => (transport.value === 'udp' ? 'udp' : 'tcp')

function isSameSocket(one: OpenvpnModel, other: OpenvpnModel): boolean {
  if (one.port.value !== other.port.value || kindOf(one) !== kindOf(other) || !/^\d+$/.test(one.port.value))
    return false
  const [here, there] = [one, other].map(each => last(each, 'bind-dev')?.params[0])
  if (here !== undefined && there !== undefined && here !== there) return false
  const [a, b] = [boundAddress(one), boundAddress(other)]
  return a === undefined || b === undefined ? a === b || !(a ?? b)?.includes(':') : a === b
}

function collides(server: OpenvpnModel, { port, transport, address, family }: Listener): boolean {
  if (transport !== kindOf(server) || port !== Number(server.port.value) || family === 'unix') return false
  const local = last(server, 'local')?.params[0]
  const six = /6/.test(last(server, 'proto')?.params[0] ?? '')
  if (local !== undefined) return address === local || address === `[${local}]` || isWild(address, local.includes(':'))
  // Without a suffix the daemon binds IPv4; with 6 the wildcard of IPv6, which takes IPv4 along.
  return six ? family === 'ipv6' || family === 'ipv4' : family === 'ipv4'
}

const isWild = (address: string, six: boolean): boolean => address === (six ? '[::]' : '*')

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/tunnel-port-collision',
  format: 'host',
  title: { en: 'OpenVPN on a port that another daemon takes', zh: 'OpenVPN 与其他守护进程使用同一端口' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    taken: {
      en: '{server} listens on port {port}, and nginx on {socket}: whichever starts second fails',
      zh: '{server} 监听端口 {port},nginx 监听 {socket}：后启动的一方会失败',
    },
    twice: {
      en: '{server} and {other} both listen on {socket}: whichever starts second fails',
      zh: '{server} 与 {other} 都监听 {socket}：后启动的一方会失败',
    },
    management: {
      en: 'The management interfaces of {server} and {other} are both on {socket}: whichever starts second fails',
      zh: '{server} 与 {other} 的管理接口都在 {socket}：后启动的一方会失败',
    },
  },
  defaults: {},
  check: findings,
})
