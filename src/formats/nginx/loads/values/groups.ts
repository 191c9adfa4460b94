import { atLeast, type Version } from '../../../../target/index.ts'
import { lookUp } from '../../../../text/index.ts'

const curves = (
  'X25519 X448 P-192 P-224 P-256 P-384 P-521 B-163 B-233 B-283 B-409 B-571 K-163 K-233 K-283 K-409 K-571 prime192v1 prime192v2 ' +
  'prime192v3 prime239v1 prime239v2 prime239v3 prime256v1 secp112r1 secp112r2 secp128r1 secp128r2 secp160k1 secp160r1 ' +
  'secp160r2 secp192k1 secp192r1 secp224k1 secp224r1 secp256k1 secp256r1 secp384r1 secp521r1 sect113r1 sect113r2 sect131r1 ' +
  'sect131r2 sect163k1 sect163r1 sect163r2 sect193r1 sect193r2 sect233k1 sect233r1 sect239k1 sect283k1 sect283r1 sect409k1 ' +
  'sect409r1 sect571k1 sect571r1 brainpoolP256r1 brainpoolP384r1 brainpoolP512r1 brainpoolP256t1 brainpoolP384t1 ' +
  'brainpoolP512t1 brainpoolP160r1 brainpoolP192r1 brainpoolP224r1 brainpoolP320r1 SM2 curveSM2 ffdhe2048 ffdhe3072 ffdhe4096 ' +
  'ffdhe6144 ffdhe8192 GC256A GC256B GC256C GC256D GC512A GC512B GC512C'
)
  .toLowerCase()
  .split(' ')
const knownCurves: ReadonlySet<string> = new Set(curves)
const hybrid = /^(?:x25519mlkem768|secp256r1mlkem768|secp384r1mlkem1024|mlkem(?:512|768|1024)|curvesm2mlkem768)$/

/** What OpenSSL 3.0 knows, in exactly that case (measured with 3.0.22). */
const exact: ReadonlySet<string> = new Set(
  (
    'B-163 B-233 B-283 B-409 B-571 K-163 K-233 K-283 K-409 K-571 P-192 P-224 P-256 P-384 P-521 X25519 X448 brainpoolP256r1 ' +
    'brainpoolP384r1 brainpoolP512r1 ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192 prime192v1 prime256v1 secp160k1 ' +
    'secp160r1 secp160r2 secp192k1 secp192r1 secp224k1 secp224r1 secp256k1 secp256r1 secp384r1 secp521r1 sect163k1 ' +
    'sect163r1 sect163r2 sect193r1 sect193r2 sect233k1 sect233r1 sect239k1 sect283k1 sect283r1 sect409k1 sect409r1 ' +
    'sect571k1 sect571r1 x25519 x448'
  ).split(' '),
)

/** One group has several names. */
const sameGroup: Readonly<Record<string, string>> = {
  'B-163': 'sect163r2',
  'P-192': 'secp192r1',
  prime192v1: 'secp192r1',
  'P-256': 'secp256r1',
  prime256v1: 'secp256r1',
  X25519: 'x25519',
  X448: 'x448',
}

const canonical = (name: string): string =>
  lookUp(sameGroup, name) ??
  name.replace(/^([BKP])-(\d+)$/, (_, kind, bits) => `${prefixes[kind as 'B']}${bits}${kind === 'K' ? 'k1' : 'r1'}`)
const prefixes = { B: 'sect', K: 'sect', P: 'secp' } as const

export interface GroupError {
  /** The words of the list that are refused. */
  readonly unknown: readonly string[]
  /** What OpenSSL says of the first of them; it says nothing of empty and repeated ones. */
  readonly reason: string
}

/** Why this OpenSSL refuses an `ssl_ecdh_curve` list; undefined when it loads. `plain`: `auto` is no word of nginx. */
export function groupError(text: string, openssl: Version, plain = false): GroupError | undefined {
  if (text === 'auto' && !plain) return undefined
  const strict = atLeast(openssl, '3.0') && !atLeast(openssl, '3.2')
  const unknown = strict ? refusedBy3(text) : unknownGroups(text, openssl)
  const [first] = unknown
  if (first === undefined) return undefined
  const named = strict && first !== '' && !exact.has(first)
  const code = 'error:0A080106:SSL routines::passed invalid argument'
  return { unknown, reason: named ? ` (SSL: ${code}:group '${first}' cannot be set)` : '' }
}

/** Names count in one case, and a group may be given once. */
function refusedBy3(text: string): readonly string[] {
  const seen = new Set<string>()
  return text
    .split(':')
    .map(word => word.trim())
    .filter(word => {
      const group = canonical(word)
      const good = exact.has(word) && !seen.has(group)
      seen.add(group)
      return !good
    })
}

/** The names of a list that other versions do not know, whatever their case. */
function unknownGroups(text: string, openssl: Version): readonly string[] {
  if (text === '') return []
  const tuples = atLeast(openssl, '3.5')
  const optional = atLeast(openssl, '3.3')
  return text.split(tuples ? /[:/]/ : ':').filter(word => {
    const name = word.replace(tuples ? /^[?*-]+/ : '', '').toLowerCase()
    if (optional && word.startsWith('?')) return false
    if (hybrid.test(name)) return !tuples
    return !knownCurves.has(name) && !(tuples && name === 'default') && name !== ''
  })
}
