import { readAddress } from '../formats/nginx/resolve/address.ts'
import {
  ownNetworks as ends,
  every,
  ipv4Text,
  ipv4Value,
  maskLength,
  maskOf,
  type OpenvpnModel,
} from '../formats/openvpn/index.ts'
import { tunnelName } from '../rules/host/full-tunnel.ts'
import type { HostModel } from '../rules/host/model.ts'

/** An IPv4 network inside a tunnel or behind it. */
export interface Network {
  readonly tunnel: string
  readonly from: number
  readonly length: number
}

/** Of a tunnel itself: the addresses of its ends. */
export const ownNetworks = (tunnel: OpenvpnModel): Network[] =>
  ends(tunnel).flatMap(([address, length]) => network(tunnel, address, length))

/** Networks whose traffic enters a tunnel because a `route` of the file says so. */
export const routedNetworks = (tunnel: OpenvpnModel): Network[] =>
  every(tunnel, 'route').flatMap(({ params }) => network(tunnel, params[0], maskLength(params[1] ?? maskOf(32))))

export const networksOf = (host: HostModel): Network[] =>
  host.openvpn.flatMap(tunnel => [...ownNetworks(tunnel), ...routedNetworks(tunnel)])

function network(tunnel: OpenvpnModel, address = '', length?: number): Network[] {
  const from = ipv4Value(address)
  return from === undefined || length === undefined ? [] : [{ tunnel: tunnelName(tunnel), from, length }]
}

export const networkText = ({ from, length }: Pick<Network, 'from' | 'length'>): string => `${ipv4Text(from)}/${length}`

/** The network of the list that an address (with or without port) lies in; names lie in none. */
export function within(networks: readonly Network[], address: string): Network | undefined {
  if (networks.length === 0) return undefined
  const value = ipv4Value(readAddress(address, 80).address)
  if (value === undefined) return undefined
  return networks.find(({ from, length }) => length === 0 || value >>> (32 - length) === from >>> (32 - length))
}
