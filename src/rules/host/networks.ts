import { ipv4Value, maskLength } from '../../formats/openvpn/address.ts'
import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/model.ts'
import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

/** IPv4 networks of a host: what its tunnels are, lead to, and what its own interfaces have. */
export interface Network {
  /** `10.8.0.0/24` */
  readonly text: string
  readonly address: number
  readonly length: number
}

export interface TunnelNetwork extends Network {
  readonly kind: 'pool' | 'route'
  readonly line: OptionLine
  readonly tunnel: OpenvpnModel
  /** The host's own address in a pool. */
  readonly own?: string
  readonly metric?: string
}

export interface HostNetwork extends Network {
  readonly file: SourceFile
  readonly offset: number
}

export function network(address: string, length: number | undefined): Network | undefined {
  const value = ipv4Value(address)
  if (value === undefined || length === undefined || !Number.isInteger(length) || length < 0 || length > 32)
    return undefined
  const base = Math.floor(value / 2 ** (32 - length)) * 2 ** (32 - length)
  return { text: `${quad(base)}/${length}`, address: base, length }
}

const quad = (value: number): string => [24, 16, 8, 0].map(shift => (value / 2 ** shift) & 255).join('.')

export const holds = (net: Network, address: number): boolean =>
  address >= net.address && address < net.address + 2 ** (32 - net.length)

/** The first is the second or a part of it. */
export const isWithin = (inner: Network, outer: Network): boolean =>
  inner.length >= outer.length && holds(outer, inner.address)

/** The pool of a server, the addresses of a point-to-point link, and the routes that a file itself adds. */
export function tunnelNetworks(tunnel: OpenvpnModel): TunnelNetwork[] {
  return [...poolsOf(tunnel), ...routesOf(tunnel)]
}

function poolsOf(tunnel: OpenvpnModel): TunnelNetwork[] {
  const server = tunnel.byName.get('server')?.at(-1)
  const own = server ? undefined : tunnel.byName.get('ifconfig')?.at(-1)
  const line = server ?? own
  const [first = '', second = ''] = line?.params ?? []
  if (!line) return []
  const masked = network(first, maskLength(second))
  // Without a mask the second word is the other end.
  const found = masked && masked.length > 0 ? masked : network(first, 32)
  if (!found) return []
  return [{ ...found, kind: 'pool', line, tunnel, own: server ? quad(found.address + 1) : first }]
}

function routesOf(tunnel: OpenvpnModel): TunnelNetwork[] {
  return tunnel.routing.routes.flatMap(line => {
    const [address = '', mask = '255.255.255.255', gateway = '', metric] = line.params
    const found = gateway.startsWith('net_gateway') ? undefined : network(address, maskLength(mask))
    return found && found.length > 1
      ? [{ ...found, kind: 'route', line, tunnel, ...(metric && { metric }) } as const]
      : []
  })
}

/** Where configuration gives interfaces their addresses, container bridges included. */
const places: readonly (readonly [directory: string, name: RegExp, pattern: RegExp])[] = [
  ['/etc/systemd/network', /\.network$/, /^[ \t]*Address=([\d.]+)\/(\d+)/gm],
  ['/etc/netplan', /\.ya?ml$/, /(?:-|\[|,)[ \t]*["']?([\d.]+)\/(\d+)["']?(?=[ \t]*(?:$|[,\]#:]))/gm],
  ['/etc/libvirt/qemu/networks', /\.xml$/, /<ip\s+address=['"]([\d.]+)['"]\s+netmask=['"]([\d.]+)['"]/g],
]
const ifupdown = /^[ \t]*address[ \t]+([\d.]+)(?:\/(\d+))?(?:[^\n]*\n[ \t]*netmask[ \t]+([\d.]+))?/gm
const docker = /"(?:bip|base|subnet|fixed-cidr)"\s*:\s*"([\d.]+)\/(\d+)"/g

export function hostNetworks(host: HostModel): HostNetwork[] {
  const found = places.flatMap(([directory, name, pattern]) =>
    hostFiles(host, directory, name).flatMap(file => networksIn(file, pattern)),
  )
  const interfaces = [
    hostFile(host, '/etc/network/interfaces'),
    ...hostFiles(host, '/etc/network/interfaces.d', /./),
  ].flatMap(file => (file ? networksIn(file, ifupdown) : []))
  const daemon = hostFile(host, '/etc/docker/daemon.json')
  return [...found, ...interfaces, ...(daemon ? containerNetworks(daemon) : [])].filter(each => each.length < 32)
}

/** Docker takes 172.17.0.0/16 for its bridge unless it is told otherwise. */
function containerNetworks(daemon: SourceFile): HostNetwork[] {
  const written = networksIn(daemon, docker)
  const bridge = network('172.17.0.0', 16)
  return /"bip"\s*:/.test(daemon.text) || !bridge ? written : [...written, { ...bridge, file: daemon, offset: 0 }]
}

function networksIn(file: SourceFile, pattern: RegExp): HostNetwork[] {
  return [...file.text.matchAll(pattern)].flatMap(match => {
    const [, address = '', length = '', mask = ''] = match
    const bits = /^\d+$/.test(length) ? Number(length) : maskLength(length || mask)
    const net = network(address, bits)
    return net ? [{ ...net, file, offset: match.index }] : []
  })
}
