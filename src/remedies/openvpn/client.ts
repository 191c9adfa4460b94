import { isIpv4 } from '../../formats/openvpn/address.ts'
import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/model.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter, replaceArguments } from '../../tree/index.ts'
import { withoutCompression } from './compression.ts'

/**
 * The interface of the tunnel, by a name that rules can rely on and that no other tunnel of the host has: those without
 * a number take the lowest ones.
 */
export function deviceOf(model: OpenvpnModel, others: readonly OpenvpnModel[]): string {
  if (model.device.fixed) return model.device.name.value
  return freeDevice(model.device.type === 'tap' ? 'tap' : 'tun', others)
}

/** A device that none of the tunnels names or gets. */
export function freeDevice(kind: string, tunnels: readonly OpenvpnModel[]): string {
  const taken = new Set(tunnels.map(({ device }) => device.name.value))
  let number = tunnels.filter(({ device }) => device.name.value === kind).length
  while (taken.has(`${kind}${number}`)) number++
  return `${kind}${number}`
}

const written = (model: OpenvpnModel, name: string): readonly OptionLine[] => model.byName.get(name) ?? []

/**
 * A client that takes all traffic into the tunnel without touching the default route: IPv6 is refused where the tunnel
 * has none, and every numeric remote stays reachable outside it.
 * @param device the name it gets where it has none that lasts.
 * @param gateway of the uplink; empty: the one the daemon finds.
 */
export function fullTunnelEdits(model: OpenvpnModel, device: string, gateway = ''): Edit[] {
  const anchor = model.remotes.at(-1)?.connection ?? model.remotes.at(-1)?.line.directive
  if (!anchor) return []
  const lines = [
    ...redirectLine(model),
    ...ipv6Lines(model),
    ...pinnedRoutes(model, isIpv4(gateway) ? gateway : 'net_gateway'),
  ]
  const added = lines.length > 0 ? [insertAfter(anchor, lines)] : []
  return [...fixedDevice(model, device), ...withFlags(model), ...added, ...withoutCompression(model)]
}

function fixedDevice(model: OpenvpnModel, device: string): Edit[] {
  const line = written(model, 'dev').at(-1)
  return line && !model.device.fixed ? [replaceArguments(line.directive, device)] : []
}

const redirectLine = (model: OpenvpnModel): string[] =>
  model.routing.redirect.length === 0 ? ['redirect-gateway def1 ipv6'] : []

/** Flags that undo what the tunnel is for are dropped, the others kept. */
function withFlags(model: OpenvpnModel): Edit[] {
  const [first] = model.routing.redirect
  if (!first || (model.routing.flags.has('def1') && model.routing.flags.has('ipv6'))) return []
  const kept = first.params.filter(flag => !['def1', 'ipv6', '!ipv4', 'local'].includes(flag))
  return [replaceArguments(first.directive, ['def1', 'ipv6', ...kept].join(' '))]
}

function ipv6Lines(model: OpenvpnModel): string[] {
  const { blockIpv6, tunnelIpv6 } = model.routing
  const address = tunnelIpv6 ? [] : ['ifconfig-ipv6 fd15:53b6:dead::2/64 fd15:53b6:dead::1']
  return [...address, ...(blockIpv6 || tunnelIpv6 ? [] : ['block-ipv6'])]
}

/** The daemon keeps a route to the remote it is connected to only: the others would be looked for inside the tunnel. */
function pinnedRoutes(model: OpenvpnModel, gateway: string): string[] {
  const hosts = [...new Set(model.remotes.filter(({ numeric }) => numeric).map(({ host }) => host))]
  if (hosts.length < 2) return []
  const there = new Set(model.routing.routes.map(({ params }) => params[0]))
  return hosts
    .filter(host => !host.includes(':') && !there.has(host))
    .map(host => `route ${host} 255.255.255.255 ${gateway}`)
}
