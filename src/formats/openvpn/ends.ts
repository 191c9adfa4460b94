import { maskLength, maskOf } from './address.ts'
import { isAead } from './aead.ts'
import type { OpenvpnModel } from './model.ts'
import { last } from './query.ts'

/** IPv4 networks of the tunnel itself: the pool of a server, the addresses of both ends. */
export function ownNetworks(tunnel: OpenvpnModel): (readonly [address: string, length: number])[] {
  const server = last(tunnel, 'server')?.params
  const ends = last(tunnel, 'ifconfig')?.params
  const subnet = tunnel.device.topology.value === 'subnet' || tunnel.device.type === 'tap'
  return [
    ...(server ? network(server[0], server[1]) : []),
    ...(ends ? network(ends[0], subnet ? ends[1] : maskOf(32)) : []),
    ...(ends && !subnet ? network(ends[1], maskOf(32)) : []),
  ]
}

function network(address = '', mask = ''): [address: string, length: number][] {
  const length = maskLength(mask)
  return length === undefined ? [] : [[address, length]]
}

/** IPv6 networks of the tunnel itself, `fd00::/64`, as written. */
export const ownNetworks6 = (tunnel: OpenvpnModel): string[] =>
  ['server-ipv6', 'ifconfig-ipv6']
    .flatMap(name => last(tunnel, name)?.params[0] ?? [])
    .filter(each => /\/\d+$/.test(each))

const noDigest: ReadonlySet<string> = new Set(['NONE', '[NULL-DIGEST]'])

/** Whatever the other end agrees to, nobody on the way reads or changes packets. */
export function isEncrypted({ ciphers, tls, pulls, role, byName }: OpenvpnModel): boolean {
  const keyed = tls.side !== undefined || pulls || role === 'server' || byName.has('secret')
  if (!keyed || ciphers.possible.length === 0 || ciphers.possible.includes('NONE')) return false
  return !noDigest.has(ciphers.digest.value) || ciphers.possible.every(isAead)
}
