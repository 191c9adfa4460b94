import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import { fullTunnelFix } from '../../remedies/openvpn/full-tunnel.ts'
import type { TunnelOptions } from '../../remedies/openvpn/options.ts'
import type { Role } from '../../target/index.ts'
import type { Fix, Place } from '../rule.ts'
import { placeOf } from '../rule.ts'
import { hostFile } from './companion.ts'
import type { HostModel } from './model.ts'
import { uplinkInFiles } from './uplink-files.ts'
import { serversBeside } from './vpn-servers.ts'

export const nginxOf = (host: HostModel): readonly NginxModel[] => host.nginx as readonly NginxModel[]

/** Clients that take all IPv4 traffic into their tunnel by their own words. */
export const fullTunnels = (host: HostModel): OpenvpnModel[] =>
  (host.openvpn as readonly OpenvpnModel[]).filter(({ role, routing }) => role === 'client' && routing.fullTunnel)

/** The line that does it. */
export function tunnelPlace({ routing, forest, lines }: OpenvpnModel): Place {
  const line =
    routing.redirect[0] ?? routing.routes.find(({ params }) => /^(?:0\.0\.0\.0|128\.0\.0\.0)$/.test(params[0] ?? ''))
  const directive = line?.directive ?? lines[0]?.directive
  if (directive) return placeOf(directive)
  const file = forest.trees[0]?.file ?? { path: forest.root, text: '', encoding: 'utf8' as const }
  return { file, span: { start: 0, end: 0 } }
}

const passing: readonly Role[] = ['router', 'container-host', 'hypervisor', 'vpn-gateway']

/** By what the host is for, or by what its sysctl files say. */
export const forwards = ({ roles, sysctl }: HostModel): boolean =>
  roles.some(role => passing.includes(role)) ||
  sysctl.some(model =>
    ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding'].some(key => numberOf(model.value(key)?.value ?? '') === 1),
  )

/** Names of the tunnel for people: its unit, or its file. */
export const tunnelName = ({ unit, root }: OpenvpnModel): string => (unit ? `${unit.template}${unit.instance}` : root)

export function tunnelFix(host: HostModel, client: OpenvpnModel, options: TunnelOptions): { fixes?: readonly Fix[] } {
  const hosts = hostFile(host, '/etc/hosts')?.text ?? ''
  const seen = {
    nginx: nginxOf(host),
    servers: serversBeside(host, client),
    hosts,
    forwards: forwards(host),
    uplink: uplinkInFiles(host),
  }
  const fix = fullTunnelFix({ client, options, ...seen })
  return fix ? { fixes: [fix] } : {}
}
