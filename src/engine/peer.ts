import { type FileStore, isUnreadable } from '../files/index.ts'
import { formatOf } from '../formats/named.ts'
import type { OpenvpnModel } from '../formats/openvpn/model.ts'
import { type Peer, readPeer } from '../formats/openvpn/peer.ts'
import type { Target } from '../target/index.ts'

/** The other end of the tunnels: a make of router by name, else a configuration file. Undefined when it cannot be read. */
export function peerOf(stated: string | undefined, store: FileStore, target: Target): Peer | undefined {
  if (stated === undefined) return undefined
  const router = readPeer(stated)
  if (router) return router
  if (isUnreadable(store.read(stated))) return undefined
  const format = formatOf('openvpn')
  return { kind: 'openvpn', model: format.resolve(format.load(stated, store), target) as OpenvpnModel }
}
