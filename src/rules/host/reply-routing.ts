import { isUnreadable } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import { withoutComments } from './kill-switch.ts'
import type { HostModel } from './model.ts'

/** What a script says, or a service: `ip rule add from 203.0.113.10 lookup 128`. */
const command = /\bip\s+(?:-[46]\s+)?ru(?:le)?\s+a(?:dd)?\b|type\s+route\s+hook\s+output/
const service = /\bip\s+(?:-[46]\s+)?rule\s+add\b|confward-uplink up/
const anyName = /./

/** ifupdown, networkd, netplan, NetworkManager, network-scripts, wicked, OpenRC, and what runs beside them. */
const places: readonly (readonly [directory: string, name: RegExp, sign: RegExp])[] = [
  ['/etc/systemd/network', /\.network$/, /^\[RoutingPolicyRule\]/m],
  ['/etc/netplan', /\.ya?ml$/, /^[ \t]*routing-policy[ \t]*:/m],
  ['/etc/network/interfaces.d', anyName, command],
  ['/etc/network/if-up.d', anyName, command],
  ['/etc/NetworkManager/system-connections', anyName, /^routing-rule\d*=/m],
  ['/etc/NetworkManager/dispatcher.d', anyName, command],
  ['/etc/networkd-dispatcher/routable.d', anyName, command],
  ['/etc/sysconfig/network-scripts', /^rule6?-/, /^[ \t]*\S/m],
  ['/etc/sysconfig/network', /^ifrule-/, /^[ \t]*\S/m],
  ['/etc/systemd/system', /\.service$/, service],
  ['/etc/nftables.d', /\.nft$/, /type\s+route\s+hook\s+output/],
  ['/etc/local.d', /\.start$/, command],
  ['/etc/openvpn', /\.sh$|up$/, command],
  ['/etc/openvpn/client', /\.sh$|up$/, command],
  ['/etc/openvpn/scripts', anyName, command],
  ['/usr/local/sbin', anyName, command],
]
const single: readonly string[] = [
  '/etc/network/interfaces',
  '/etc/nftables.conf',
  '/etc/rc.local',
  '/etc/rc.d/rc.local',
]

/** Something on the host gives replies a route of their own: a source rule or a connection mark. */
export function hasReplyRouting(host: HostModel): boolean {
  const says = (file: SourceFile, sign: RegExp): boolean => sign.test(withoutComments(file.text))
  const scripts = [...single.flatMap(path => hostFile(host, path) ?? []), ...scriptsOf(host)]
  if (scripts.some(file => says(file, command))) return true
  return places.some(([directory, name, sign]) => hostFiles(host, directory, name).some(file => says(file, sign)))
}

/** What the tunnels run when they are up. */
const scriptsOf = (host: HostModel): SourceFile[] =>
  host.openvpn.flatMap(scriptPaths).flatMap(path => {
    const entry = host.store.read(path)
    return isUnreadable(entry) ? [] : [entry]
  })

const scriptPaths = ({ files }: OpenvpnModel): string[] =>
  files.flatMap(({ access, path }) => (access === 'execute' ? [path] : []))

/** A script that nobody gave may route replies. */
export const runsUnseenScript = ({ store }: HostModel, client: OpenvpnModel): boolean =>
  scriptPaths(client).some(path => isUnreadable(store.read(path)))
