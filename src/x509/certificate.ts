import { algorithmOf } from './algorithm.ts'
import { childrenOf, contents, elementAt, expectTag, hex, inside, tags } from './der.ts'
import { type Extensions, extensionsOf } from './extensions.ts'
import { keyOf, type PublicKey } from './key.ts'
import { type Name, nameOf } from './name.ts'
import { timeOf } from './time.ts'

/** An X.509 certificate (RFC 5280), as far as it says who, for what and how long. Signatures are not verified. */
export interface Certificate extends Extensions {
  readonly subject: Name
  readonly issuer: Name
  /** Hexadecimal, without leading zeros. */
  readonly serial: string
  /** `2026-01-31T23:59:59Z`, the first and the last second. */
  readonly notBefore: string
  readonly notAfter: string
  readonly key: PublicKey
  readonly signature: string
  /** Issuer and subject are one, and no key identifier speaks against it. */
  readonly selfSigned: boolean
  readonly der: Uint8Array
}

/** @throws Malformed */
export function certificateOf(bytes: Uint8Array): Certificate {
  const root = expectTag(elementAt(bytes, 0), tags.sequence)
  const [signed, algorithm] = childrenOf(root)
  const body = expectTag(signed, tags.sequence, root)
  const parts = childrenOf(body)
  if (parts[0]?.tag === 0xa0) parts.shift()
  const [serial, , issuer, validity, subject, key, ...more] = parts
  const [notBefore, notAfter] = childrenOf(expectTag(validity, tags.sequence, body))
  const wrapped = more.find(({ tag }) => tag === 0xa3)
  const extensions = extensionsOf(wrapped && inside(wrapped))
  const names = { subject: nameOf(subject, body), issuer: nameOf(issuer, body) }
  return {
    ...names,
    ...extensions,
    serial: hex(contents(expectTag(serial, tags.integer, body))).replace(/^(?:00)+(?=.)/, ''),
    notBefore: timeOf(notBefore, validity),
    notAfter: timeOf(notAfter, validity),
    key: keyOf(key, body),
    signature: algorithmOf(algorithm, root),
    selfSigned: names.subject.key === names.issuer.key && sameKey(extensions),
    der: bytes.subarray(0, root.end),
  }
}

const sameKey = ({ subjectKey, authorityKey }: Extensions): boolean =>
  authorityKey === undefined || authorityKey === subjectKey
