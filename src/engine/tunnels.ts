import { isEncrypted, ownNetworks, ownNetworks6 } from '../formats/openvpn/ends.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import type { HostModel } from '../rules/host/model.ts'

/**
 * Networks whose members reach each other through an encrypted tunnel that this host's files set up: `10.8.0.0/24`,
 * `fd00::/64`. A client's own file seldom says which network the server gives out; the server's does, when it was named.
 */
export function encryptedNetworks({ openvpn, peers }: HostModel): readonly string[] {
  const ends = openvpn.filter(isEncrypted)
  return ends.length === 0 ? [] : [...new Set([...ends, ...peers.filter(isEncrypted)].flatMap(networksOf))]
}

const networksOf = (tunnel: OpenvpnModel): string[] => [
  ...ownNetworks(tunnel).map(([address, length]) => `${address}/${length}`),
  ...ownNetworks6(tunnel),
]
