import { atLeast, type Version } from '../../target/index.ts'

const sizes = ['128', '192', '256']
const families = ['AES', 'ARIA', 'CAMELLIA']
const modes = ['CBC', 'CFB', 'CFB1', 'CFB8', 'OFB']

/** Data ciphers of OpenSSL 3 without the legacy provider that openvpn takes. */
const modern: ReadonlySet<string> = new Set([
  ...families.flatMap(family => sizes.flatMap(size => modes.map(mode => `${family}-${size}-${mode}`))),
  ...['AES', 'ARIA'].flatMap(family => sizes.map(size => `${family}-${size}-GCM`)),
  ...['CBC', 'CFB', 'OFB'].map(mode => `SM4-${mode}`),
  'CHACHA20-POLY1305',
  'DES-EDE-CBC',
  'DES-EDE-CFB',
  'DES-EDE-OFB',
  'DES-EDE3-CBC',
  'DES-EDE3-CFB',
  'DES-EDE3-CFB1',
  'DES-EDE3-CFB8',
  'DES-EDE3-OFB',
  'NONE',
])

/** Only with OpenSSL 1 or the legacy provider. */
const legacy: ReadonlySet<string> = new Set(
  ['BF', 'CAST5', 'DES', 'RC2', 'SEED', 'IDEA'].flatMap(name => ['CBC', 'CFB', 'OFB'].map(mode => `${name}-${mode}`)),
)

export const isLegacyCipher = (name: string): boolean => legacy.has(name)

/** 64-bit blocks (SWEET32), broken or no encryption. */
export const isWeakCipher = (name: string): boolean => legacy.has(name) || name.startsWith('DES-') || name === 'NONE'

/** Does the target's library offer it without the legacy provider? */
export const cipherKnown = (name: string, openssl: Version): boolean =>
  modern.has(name) || (!atLeast(openssl, '3.0') && legacy.has(name))

export const digests: ReadonlySet<string> = new Set([
  'NONE',
  '[NULL-DIGEST]',
  'MD5',
  'MD4',
  'MDC2',
  'SHA1',
  'SHA224',
  'SHA256',
  'SHA384',
  'SHA512',
  'SHA512-224',
  'SHA512-256',
  'SHA3-224',
  'SHA3-256',
  'SHA3-384',
  'SHA3-512',
  'SHA512-224',
  'SHA512-256',
  'RIPEMD160',
  'BLAKE2B512',
  'BLAKE2S256',
  'BLAKE2B-512',
  'BLAKE2S-256',
  'SM3',
  'WHIRLPOOL',
  'MD5-SHA1',
  'SHA2-224',
  'SHA2-256',
  'SHA2-384',
  'SHA2-512',
  'SHA-1',
  'SHA',
  'RSA-SHA1',
  'RSA-SHA256',
  'RSA-SHA512',
  'RSA-MD5',
  'RSA-RIPEMD160',
])

/** The list a peer negotiates when the file names none. */
export const defaultCiphers = (version: Version): readonly string[] =>
  atLeast(version, '2.6') ? ['AES-256-GCM', 'AES-128-GCM', 'CHACHA20-POLY1305'] : ['AES-256-GCM', 'AES-128-GCM']

export interface CipherList {
  /** Upper case, unknown optional ones removed; undefined when the daemon refuses the list. */
  readonly names: readonly string[] | undefined
  /** The names that make it refuse. */
  readonly unknown: readonly string[]
  /** Names written with `?`. */
  readonly optional: readonly string[]
}

/** Reads `A:B:?C` as the target does. */
export function readCipherList(text: string, target: { openvpn: Version; openssl: Version }): CipherList {
  const names: string[] = []
  const unknown: string[] = []
  const optional: string[] = []
  for (const part of text.split(':').filter(word => word !== '')) {
    const mark = part.startsWith('?')
    const name = (mark ? part.slice(1) : part).toUpperCase()
    if (mark) optional.push(name)
    if (name === 'DEFAULT' && !mark && atLeast(target.openvpn, '2.7')) names.push(...defaultCiphers(target.openvpn))
    else if (cipherKnown(name, target.openssl)) names.push(name)
    else if (!mark) unknown.push(part)
  }
  const length = names.join(':').length
  const refused = unknown.length > 0 || names.length === 0 || length > 127
  return { names: refused ? undefined : names, unknown, optional }
}
