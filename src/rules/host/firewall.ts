import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

/** Rules that a host loads at boot, as far as their files are given: nftables and saved iptables rules. */
export function firewallFiles(host: HostModel): SourceFile[] {
  const single = ['/etc/nftables.conf', '/etc/iptables/rules.v4', '/etc/iptables/rules.v6', '/etc/sysconfig/iptables']
  return [
    ...single.flatMap(path => hostFile(host, path) ?? []),
    ...hostFiles(host, '/etc/nftables.d', /\.(?:nft|conf)$/),
  ]
}
