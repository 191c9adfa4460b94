import { childrenOf, elementAt, expectTag, tags } from './der.ts'
import { integerBits } from './key.ts'

/** Parameters of a Diffie-Hellman exchange (PKCS #3, X9.42): both begin with the prime. */
export interface DhGroup {
  /** Length of the prime. */
  readonly bits: number
}

/** @throws Malformed */
export function dhGroupOf(bytes: Uint8Array): DhGroup {
  const parameters = expectTag(elementAt(bytes, 0), tags.sequence)
  return { bits: integerBits(expectTag(childrenOf(parameters)[0], tags.integer, parameters)) }
}
