import { maskLength } from '../../formats/openvpn/address.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type ClearUpstream, clearUpstreams } from './clear-upstreams.ts'
import { hostFiles } from './companion.ts'
import { fullTunnels, tunnelName } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { holds, hostNetworks, network, tunnelNetworks } from './networks.ts'

interface Options {
  /** Networks of other sites, `10.20.0.0/16`. Empty: every private address outside the host's own networks. */
  readonly networks: readonly string[]
}

function* findings(host: HostModel, { networks }: Options): Generator<Observation> {
  const remote = clearUpstreams(host).filter(isElsewhere(host, networks))
  if (remote.length === 0 || hostFiles(host, '/etc/wireguard', /\.conf$/).length > 0) return
  for (const upstream of remote) {
    const problem = problemOf(host, upstream)
    if (problem) yield problem
  }
}

/** Without stated networks the host's own must be known: else any address may be next door. */
function isElsewhere(host: HostModel, stated: readonly string[]): (upstream: ClearUpstream) => boolean {
  const local = hostNetworks(host)
  const sites = stated.flatMap(text => {
    const [address = '', length = '32'] = text.split('/')
    return network(address, /^\d+$/.test(length) ? Number(length) : maskLength(length)) ?? []
  })
  if (stated.length > 0) return ({ value }) => sites.some(site => holds(site, value))
  return ({ value }) => local.length > 0 && !local.some(net => holds(net, value))
}

function problemOf(host: HostModel, upstream: ClearUpstream): Observation | undefined {
  const { address, value, directive } = upstream
  const base = { at: placeOf(directive), subject: address }
  if (host.openvpn.length === 0) return { ...base, message: { id: 'none', params: { address } } }
  const way = host.openvpn.find(tunnel => tunnelNetworks(tunnel).some(net => holds(net, value))) ?? fullTunnels(host)[0]
  if (!way || way.role !== 'client' || way.verification.methods.length > 0) return undefined
  return {
    ...base,
    message: { id: 'unverified', params: { address, tunnel: tunnelName(way) } },
    related: way.remotes.slice(0, 20).map(({ line }) => ({
      at: placeOf(line.directive),
      message: { en: 'the server is not verified', zh: '未验证服务器' },
    })),
  }
}

export const rule: Rule<HostModel, Options> = defineRule<HostModel, Options>({
  id: 'host/tunnel-required',
  format: 'host',
  title: { en: 'Private traffic to another site without a tunnel', zh: '跨站点的内部流量没有隧道' },
  severity: 'high',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    none: {
      en: 'nginx sends requests in clear to {address} of another site, and this host has no tunnel',
      zh: 'nginx 以明文向另一站点的 {address} 发送请求，而本机没有隧道',
    },
    unverified: {
      en: 'nginx sends requests in clear to {address} through {tunnel}, which takes any server of its CA for the right one',
      zh: 'nginx 经 {tunnel} 以明文向 {address} 发送请求，而该隧道把其 CA 的任何服务器都当作正确的一方',
    },
  },
  schema: { type: 'object', properties: { networks: { type: 'array', items: { type: 'string' } } } },
  defaults: { networks: [] },
  check: findings,
})
