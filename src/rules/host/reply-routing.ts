import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

const places: readonly (readonly [directory: string, name: RegExp, sign: RegExp])[] = [
  ['/etc/systemd/network', /\.network$/, /^\[RoutingPolicyRule\]/m],
  ['/etc/netplan', /\.ya?ml$/, /^[ \t]*routing-policy[ \t]*:/m],
  ['/etc/network/interfaces.d', /./, /\bip\s+(?:-[46]\s+)?rule\s+add\b/],
  ['/etc/NetworkManager/system-connections', /./, /^routing-rule\d*=/m],
  ['/etc/systemd/system', /\.service$/, /\bip\s+(?:-[46]\s+)?rule\s+add\b|confward-uplink up/],
  ['/etc/nftables.d', /\.nft$/, /type\s+route\s+hook\s+output/],
]

/** Something on the host gives replies a route of their own: a source rule or a connection mark. */
export function hasReplyRouting(host: HostModel): boolean {
  const single = [hostFile(host, '/etc/network/interfaces'), hostFile(host, '/etc/nftables.conf')]
  if (single.some(file => file && /\bip\s+(?:-[46]\s+)?rule\s+add\b|type\s+route\s+hook\s+output/.test(file.text)))
    return true
  return places.some(([directory, name, sign]) => hostFiles(host, directory, name).some(({ text }) => sign.test(text)))
}
