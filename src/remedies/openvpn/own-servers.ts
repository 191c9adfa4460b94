import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { every, last } from '../../formats/openvpn/query.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter } from '../../tree/index.ts'
import type { Step } from '../fix.ts'
import { live, withFormerFile } from './service.ts'

/** Servers on a host whose traffic a client takes: what they need to answer by the way they were asked. */

const wildcard: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** The address that the socket is bound to; undefined when it takes what comes to any of them. */
export function boundAddress(server: OpenvpnModel): string | undefined {
  const address = last(server, 'local')?.params[0]
  return address === undefined || wildcard.has(address) ? undefined : address
}

/** Replies leave by the interface whatever the routes say: the socket is bound to it. */
export const bindsInterface = (server: OpenvpnModel): boolean => every(server, 'bind-dev').length > 0

/**
 * A UDP socket bound to no address: the kernel asks the routes first and takes the source address from them, so that
 * rules by source address never see the public one. Connections of TCP have theirs.
 */
export const answersByRoute = (server: OpenvpnModel): boolean =>
  server.transport.value === 'udp' && boundAddress(server) === undefined && last(server, 'multihome') === undefined

/** Replies get the address that the client asked. */
export function multihomeEdit(server: OpenvpnModel): Edit[] {
  const near = ['local', 'proto', 'port', 'server', 'server-bridge', 'server-ipv6', 'mode']
  const line = near.map(name => last(server, name)).find(each => each !== undefined)
  return line ? [insertAfter(line.directive, ['multihome'])] : []
}

const editId = (server: OpenvpnModel): string => `openvpn/multihome:${server.root}`

/** For each server that needs it, an edit and a restart. */
export function multihomeSteps(servers: readonly OpenvpnModel[]): Step[] {
  return servers.filter(needsMultihome).flatMap(server => {
    const edit: Step = {
      kind: 'edit',
      id: editId(server),
      title: { en: 'Let the server answer from the address it was asked at', zh: '让服务器以被访问的地址应答' },
      why: {
        en: 'A UDP socket of no address takes the one that the route names, which is the address of the tunnel',
        zh: '未绑定地址的 UDP 套接字以路由所指的地址为源，即隧道的地址',
      },
      needs: ['host/uplink'],
      risk: 'outage',
      edits: multihomeEdit(server),
      ...withFormerFile(server),
    }
    return [edit, live(server, edit)]
  })
}

const needsMultihome = (server: OpenvpnModel): boolean => answersByRoute(server) && !bindsInterface(server)

/** The last of these steps, for those that come after them. */
export const multihomeDone = (servers: readonly OpenvpnModel[]): string[] =>
  servers.filter(needsMultihome).map(server => `${editId(server)}-live`)
