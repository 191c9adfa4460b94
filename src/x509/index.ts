export type { Certificate } from './certificate.ts'
export type { DhGroup } from './dh-group.ts'
export type { KeyUsage } from './extensions.ts'
export type { PublicKey } from './key.ts'
export { covers, daysUntil, isIssuer } from './match.ts'
export type { Attribute, Name } from './name.ts'
export { type PemBlock, pemLabels, type Unusable } from './pem.ts'
export {
  certificatesOf,
  type Located,
  type PrivateKey,
  privateKeys,
  type Reading,
  readCertificates,
  readDhGroups,
  readRevocationLists,
} from './read.ts'
export type { RevocationList } from './revocation-list.ts'
