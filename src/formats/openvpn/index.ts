import type { Format } from '../format.ts'
import { inWorld } from '../worlds.ts'
import { detect } from './detect.ts'
import { effective } from './effective.ts'
import { fill } from './fillings.ts'
import { load } from './load.ts'
import type { OpenvpnModel } from './model.ts'
import { parse } from './parse.ts'
import { resolve } from './resolve.ts'

export { ipv4Text, ipv4Value, isAddress, isDottedQuad, isIpv4, isIpv6, maskLength, maskOf } from './address.ts'
export { isAead } from './aead.ts'
export { cipherKnown, defaultCiphers, digests, isLegacyCipher, isWeakCipher, readCipherList } from './ciphers.ts'
export { isEncrypted, ownNetworks, ownNetworks6 } from './ends.ts'
export type * from './model.ts'
export { hasLetter, knows, optionInfo, optionNames } from './options.ts'
export { type Peer, type RouterAbilities, readPeer, routerAbilities } from './peer.ts'
export { deciding, every, has, last, setting } from './query.ts'
export { isLost } from './references.ts'
export { isPrivate, shownName, shownValue } from './secrets.ts'
export { isStencil } from './stencil.ts'
export { type WrongMaterial, wrongMaterial } from './wrong-material.ts'

export const openvpn: Format<OpenvpnModel> = {
  id: 'openvpn',
  detect,
  parse,
  load,
  resolve,
  filled: (forest, world) => ({ ...forest, trees: forest.trees.map(tree => inWorld(tree, world, fill)) }),
  effective,
  comment: text => `# ${text}`,
}
