import type { SourceFile } from '../../text/index.ts'
import { hostFile, hostFiles } from './companion.ts'
import { withoutComments } from './kill-switch.ts'
import type { HostModel } from './model.ts'

/** Where hosts keep rules that route packets by a mark. */
const places: readonly (readonly [directory: string, name: RegExp])[] = [
  ['/etc/systemd/network', /\.network$/],
  ['/etc/netplan', /\.ya?ml$/],
  ['/etc/network/interfaces.d', /./],
  ['/etc/systemd/system', /\.service$/],
  ['/etc/nftables.d', /\.(?:nft|conf)$/],
  ['/etc/confward', /\.nft$/],
  ['/etc/openvpn', /\.sh$|up$/],
  ['/etc/openvpn/client', /\.sh$|up$/],
  ['/usr/local/sbin', /./],
]
const single: readonly string[] = ['/etc/network/interfaces', '/etc/nftables.conf', '/etc/iptables/rules.v4']

/** Files of the host that may say how packets are routed, comments blanked out. */
export function routingFiles(host: HostModel): SourceFile[] {
  const files = [
    ...single.flatMap(path => hostFile(host, path) ?? []),
    ...places.flatMap(([directory, name]) => hostFiles(host, directory, name)),
  ]
  return files.map(file => ({ ...file, text: withoutComments(file.text) }))
}

/** Replies follow the mark that their connection got: nftables' route hook, or iptables' CONNMARK. */
export function marksConnections(files: readonly SourceFile[]): SourceFile | undefined {
  return files.find(
    ({ text }) =>
      (/type\s+route\s+hook\s+output/.test(text) && /\bct\s+mark\b/.test(text)) ||
      someLine(text, [/-j\s+CONNMARK\b/, /--restore-mark/]),
  )
}

/** Everything without the mark of the tunnel's own packets takes another table: `ip rule add not fwmark …`. */
export const routesUnmarked = (files: readonly SourceFile[]): SourceFile | undefined =>
  files.find(
    ({ text }) =>
      someLine(text, [/\brule\s+add\b/, /\bnot\s+(?:from\s+\S+\s+)?fwmark\b/]) ||
      (/^[ \t]*InvertRule=(?:yes|true|1)/im.test(text) && /^[ \t]*FirewallMark=/m.test(text)),
  )

/** Some rule looks at a mark at all. */
export const routesByMark = (files: readonly SourceFile[]): SourceFile | undefined =>
  files.find(({ text }) => /\bfwmark\b|^[ \t]*FirewallMark=|^[ \t]*mark:[ \t]*\d/m.test(text))

/** A line in which all are found. One pattern for both would look through a long line again and again. */
const someLine = (text: string, patterns: readonly RegExp[]): boolean =>
  text.split('\n').some(line => patterns.every(pattern => pattern.test(line)))
