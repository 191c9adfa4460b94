import { reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { last } from '../../formats/openvpn/query.ts'
import { answersByRoute, bindsInterface, boundAddress } from '../../remedies/openvpn/own-servers.ts'
import { atLeast } from '../../target/index.ts'
import { routingFiles } from './marks.ts'
import type { HostModel } from './model.ts'

/** Servers that this host itself runs, as their places show. A profile for clients may lie beside them anywhere. */
export const ownServers = (host: HostModel): OpenvpnModel[] =>
  host.openvpn.filter(({ role, unit }) => role === 'server' && unit !== undefined)

/** Servers that others reach, by a router that translates addresses too, while the client runs on the same host. */
export const serversBeside = (host: HostModel, client: OpenvpnModel): OpenvpnModel[] =>
  client.unit === undefined ? [] : ownServers(host).filter(server => isOpen(server) && !isOtherEnd(server, client))

function isOpen(server: OpenvpnModel): boolean {
  const address = boundAddress(server)
  if (address === undefined) return true
  const read = readAddress(address.includes(':') ? `[${address}]` : address, 1194)
  return ['public', 'private'].includes(reachOf(read.address, read.family))
}

/** The client's file is one that is given away: it connects to this very server. */
export function isOtherEnd(server: OpenvpnModel, client: OpenvpnModel): boolean {
  const kind = server.transport.value.slice(0, 3)
  const reaches = client.remotes.some(({ port, transport }) => port === server.port.value && transport.startsWith(kind))
  return reaches && authorityOf(server) === authorityOf(client)
}

/** The file of the CA, or its text. */
function authorityOf({ files, byName }: OpenvpnModel): string | undefined {
  const line = byName.get('ca')?.at(-1)
  if (!line?.inline) return files.find(each => each.line === line)?.path
  const { file, span } = line.directive
  return file.text.slice(span.start, span.end)
}

/** The server's replies go where the routes lead, as long as nothing routes replies by themselves. */
export function followsRoutes(server: OpenvpnModel, client: OpenvpnModel): boolean {
  if (bindsInterface(server)) return false
  if (server.transport.value !== 'udp' || boundAddress(server) !== undefined) return true
  return !keepsInterface(server, client)
}

/** `multihome` also answers by the interface it was asked on: up to 2.6, and where it says so. Measured, 2.6.14 and 2.7.8. */
function keepsInterface(server: OpenvpnModel, { routing }: OpenvpnModel): boolean {
  const line = last(server, 'multihome')
  const six = /6/.test(last(server, 'proto')?.params[0] ?? '') && routing.flags.has('ipv6')
  return line !== undefined && !six && (line.params.length > 0 || !atLeast(server.target.openvpn, '2.7'))
}

/** Rules by source address do not hold for the server's replies; those by its port or mark do. */
export const evadesReplyRouting = (server: OpenvpnModel, host: HostModel): boolean =>
  answersByRoute(server) && !bindsInterface(server) && last(server, 'mark') === undefined && !routesByPort(host)

const routesByPort = (host: HostModel): boolean =>
  routingFiles(host).some(({ text }) =>
    text.split('\n').some(line => /^SourcePort=/.test(line) || (/\brule\s+add\b/.test(line) && /\bsport\b/.test(line))),
  )

/** `*:1194/udp`. */
export const socketOf = (server: OpenvpnModel): string =>
  `${boundAddress(server) ?? '*'}:${server.port.value}/${server.transport.value.slice(0, 3)}`
