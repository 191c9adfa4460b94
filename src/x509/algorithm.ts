import { childrenOf, type Element, expectTag, tags } from './der.ts'
import { oidOf } from './oid.ts'

const names: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ED25519',
  '1.3.101.113': 'ED448',
  '1.2.156.10197.1.501': 'SM2-with-SM3',
}

/** Name of a signature algorithm as OpenSSL prints it, else its dotted identifier. @throws Malformed */
export function algorithmOf(element: Element | undefined, parent: Element): string {
  const sequence = expectTag(element, tags.sequence, parent)
  const oid = oidOf(childrenOf(sequence)[0], sequence)
  return names[oid] ?? oid
}
