import type { Listener } from '../../formats/nginx/model.ts'
import { ipv4Value } from '../../formats/openvpn/address.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'
import { holds, tunnelNetworks } from './networks.ts'

/** Addresses that a host does not have from the start: those of tunnels, and those that wander between hosts. */
export interface Absent {
  readonly address: string
  readonly tunnel?: OpenvpnModel
  /** The file that lets the address wander. */
  readonly floating?: SourceFile
}

/** Why the address of a socket may not be there yet; undefined when nothing says so. */
export function absence(host: HostModel, address: string): Absent | undefined {
  const value = ipv4Value(address)
  for (const tunnel of [...host.openvpn, ...host.peers]) {
    const own = host.openvpn.includes(tunnel)
    const found = tunnelNetworks(tunnel).find(
      net => net.kind === 'pool' && value !== undefined && (own && net.own ? net.own === address : holds(net, value)),
    )
    const client = own ? tunnel : host.openvpn.find(({ role }) => role === 'client')
    if (found && client) return { address, tunnel: client }
  }
  const floating = wandering(host).find(({ addresses }) => addresses.has(address))
  return floating && { address, floating: floating.file }
}

/** `virtual_ipaddress { 192.0.2.10/24 }` of keepalived: on all nodes but one the address is missing. */
function wandering(host: HostModel): { file: SourceFile; addresses: ReadonlySet<string> }[] {
  const main = hostFile(host, '/etc/keepalived/keepalived.conf')
  const files = [...(main ? [main] : []), ...hostFiles(host, '/etc/keepalived/conf.d', /\.conf$/)]
  return files.map(file => ({
    file,
    addresses: new Set(
      [...file.text.matchAll(/virtual_ipaddress(?:_excluded)?\s*\{([^{}]*)\}/g)].flatMap(([, body = '']) =>
        body.split('\n').flatMap(line => line.replace(/#.*/, '').trim().split(/[\s/]/)[0] || []),
      ),
    ),
  }))
}

/** Without brackets. */
export const bare = ({ address }: Pick<Listener, 'address'>): string => address.replace(/^\[|\]$/g, '')
