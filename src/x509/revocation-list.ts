import { childrenOf, elementAt, expectTag, tags } from './der.ts'
import { type Name, nameOf } from './name.ts'
import { isTime, timeOf } from './time.ts'

/** A certificate revocation list (RFC 5280, 5): whose, and until when it is good. */
export interface RevocationList {
  readonly issuer: Name
  readonly thisUpdate: string
  /** After this second the list is refused. Undefined: it says none. */
  readonly nextUpdate: string | undefined
  /** How many certificates it takes back. */
  readonly revoked: number
}

/** @throws Malformed */
export function revocationListOf(bytes: Uint8Array): RevocationList {
  const root = expectTag(elementAt(bytes, 0), tags.sequence)
  const body = expectTag(childrenOf(root)[0], tags.sequence, root)
  const parts = childrenOf(body)
  if (parts[0]?.tag === tags.integer) parts.shift()
  const [, issuer, thisUpdate, ...more] = parts
  const next = more[0] && isTime(more[0]) ? more.shift() : undefined
  const entries = more[0]?.tag === tags.sequence ? childrenOf(more[0]) : []
  return {
    issuer: nameOf(issuer, body),
    thisUpdate: timeOf(thisUpdate, body),
    nextUpdate: next && timeOf(next),
    revoked: entries.length,
  }
}
