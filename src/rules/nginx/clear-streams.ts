import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { ProxyServe } from '../../formats/nginx/serve.ts'

export type Protocol = 'dns' | 'ntp' | 'syslog'

export const portsOf: Readonly<Record<Protocol, readonly number[]>> = { dns: [53], ntp: [123], syslog: [514, 601] }

/** Encrypted by themselves: SSH, WireGuard, OpenVPN, what IANA registers as "… over TLS", the habits of 8443 and 6443. */
export const encryptedPorts: readonly number[] = [
  ...[22, 443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 1194, 2376, 3269, 5061, 5223, 5349, 5671],
  ...[6443, 6514, 6697, 8443, 8883, 51820],
]

/** Sockets on which others than this host can read what is sent. */
export const plainSockets = (server: Server): readonly Listener[] =>
  server.listeners.filter(
    ({ tls, proxyProtocol, reach }) => !tls && !proxyProtocol && (reach === 'public' || reach === 'private'),
  )

export const targetPorts = ({ authority, upstream }: ProxyServe): readonly number[] =>
  targetAddresses(authority, upstream).flatMap(address => {
    const port = /:(\d+)$/.exec(address)?.[1]
    return port === undefined ? [] : [Number(port)]
  })

export const targetAddresses = (authority: string, upstream: ProxyServe['upstream']): readonly string[] =>
  upstream ? upstream.servers.map(({ address }) => address) : [authority]

const wellKnown: ReadonlySet<number> = new Set([...encryptedPorts, ...portsOf.dns, ...portsOf.ntp])

/** What a client of this machine hands to stream{} in clear, and nginx/plaintext-stream does not tell. */
export function relaysLocally(model: NginxModel, server: Server): boolean {
  const { serve } = server
  if (serve?.kind !== 'proxy' || plainSockets(server).length > 0 || model.on(server, 'ssl_preread')) return false
  const ports = targetPorts(serve)
  return !(ports.length > 0 && ports.every(port => wellKnown.has(port)))
}
