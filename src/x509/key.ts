import { childrenOf, type Element, elementAt, expectTag, Malformed, tags } from './der.ts'
import { oidOf } from './oid.ts'

/** A public key. `bits`: size of the modulus, of the curve's field; undefined when the kind is not known. */
export interface PublicKey {
  readonly type: 'rsa' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'unknown'
  readonly bits: number | undefined
  /** `P-256`, or the dotted identifier. */
  readonly curve?: string
}

const curves: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.1': ['P-192', 192],
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.33': ['P-224', 224],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
  '1.2.156.10197.1.301': ['SM2', 256],
}

const rsa = new Set(['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'])

/** @param element SubjectPublicKeyInfo. @throws Malformed */
export function keyOf(element: Element | undefined, parent: Element): PublicKey {
  const info = expectTag(element, tags.sequence, parent)
  const [algorithm, key] = childrenOf(info)
  const [type, parameters] = childrenOf(expectTag(algorithm, tags.sequence, info))
  const oid = oidOf(type, algorithm)
  if (rsa.has(oid)) return { type: 'rsa', bits: modulusBits(expectTag(key, tags.bitString, info)) }
  if (oid === '1.2.840.10045.2.1') return onCurve(parameters)
  if (oid === '1.3.101.112') return { type: 'ed25519', bits: 256 }
  if (oid === '1.3.101.113') return { type: 'ed448', bits: 456 }
  return { type: oid === '1.2.840.10040.4.1' ? 'dsa' : 'unknown', bits: undefined }
}

function onCurve(parameters: Element | undefined): PublicKey {
  if (parameters?.tag !== tags.oid) return { type: 'ec', bits: undefined }
  const oid = oidOf(parameters)
  const [curve, bits] = curves[oid] ?? [oid, undefined]
  return { type: 'ec', bits, curve }
}

/** The bit string holds SEQUENCE { modulus, exponent } behind its first byte. */
function modulusBits({ bytes, start, end }: Element): number {
  const key = expectTag(elementAt(bytes, start + 1, end), tags.sequence)
  return integerBits(expectTag(childrenOf(key)[0], tags.integer, key))
}

/** The length of a positive number. @throws Malformed for zero */
export function integerBits({ bytes, at: from, start, end }: Element): number {
  let at = start
  while (at < end && bytes[at] === 0) at++
  if (at === end) throw new Malformed(from, 'number of zero')
  return (end - at) * 8 - (Math.clz32(bytes[at] as number) - 24)
}
