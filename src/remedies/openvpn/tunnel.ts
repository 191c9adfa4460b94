import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel, Remote } from '../../formats/openvpn/model.ts'
import type { TunnelOptions } from './options.ts'
import type { Uplink } from './uplink-choice.ts'

export interface Tunnel {
  readonly client: OpenvpnModel
  readonly nginx: readonly NginxModel[]
  /** OpenVPN servers of the same host. */
  readonly servers: readonly OpenvpnModel[]
  /** Text of the host's /etc/hosts, for remotes given by name. */
  readonly hosts: string
  readonly options: TunnelOptions
  /** Packets of others pass through the host: containers, networks behind it. */
  readonly forwards: boolean
  /** What the host's files say about its uplink. */
  readonly uplink: Uplink
}

/** The addresses of a remote: its own, or those that /etc/hosts gives its name. */
export function addressesOf({ host, numeric }: Remote, hosts: string): string[] {
  if (numeric) return [host]
  const lines = hosts.split('\n').map(line => line.replace(/#.*/, '').trim().split(/\s+/))
  return lines.filter(([, ...names]) => names.includes(host)).map(([address]) => address as string)
}
