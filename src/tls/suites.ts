import { suiteTable } from './suites.gen.ts'

/** A TLS 1.2-or-older cipher suite as OpenSSL describes it (`openssl ciphers -V`). */
export interface Suite {
  readonly name: string
  /** First protocol version that has it: `SSLv3`, `TLSv1`, `TLSv1.2`. */
  readonly version: string
  /** Key exchange: RSA, DH, ECDH, PSK, RSAPSK, DHEPSK, ECDHEPSK, SRP. */
  readonly exchange: string
  /** Authentication: RSA, ECDSA, DSS, PSK, SRP, None. */
  readonly authentication: string
  /** `AESGCM(256)`, `None`. */
  readonly encryption: string
  readonly mac: string
  /** In OpenSSL's `DEFAULT` list. */
  readonly inDefault: boolean
  /** Not in a standard build of OpenSSL 1.1.0 or newer. */
  readonly legacy: boolean
}

let table: readonly Suite[] | undefined

export function allSuites(): readonly Suite[] {
  table ??= suiteTable.split('\n').map(row => {
    const [name = '', version = '', exchange = '', authentication = '', encryption = '', mac = '', group] =
      row.split(' ')
    const inDefault = group === 'D'
    return { name, version, exchange, authentication, encryption, mac, inDefault, legacy: group === 'LEGACY' }
  })
  return table
}

export type Weakness = 'no-encryption' | 'anonymous' | 'broken-cipher' | 'psk' | 'md5'

/** What is wrong with a suite whatever the baseline. Undefined when nothing is. */
export function weakness(suite: Suite): Weakness | undefined {
  if (suite.encryption === 'None') return 'no-encryption'
  if (suite.authentication === 'None') return 'anonymous'
  if (suite.mac === 'MD5') return 'md5'
  if (/^(?:RC4|RC2|DES|3DES|SEED|IDEA)\(/.test(suite.encryption)) return 'broken-cipher'
  if (needsSecret(suite)) return 'psk'
  return undefined
}

/** nginx has no keys for PSK and no verifiers for SRP, on either side: never negotiated (measured with `HIGH`). */
export const needsSecret = ({ exchange }: Suite): boolean => exchange.includes('PSK') || exchange === 'SRP'

export const weakInNginx = (suite: Suite): boolean => !needsSecret(suite) && weakness(suite) !== undefined

/** Ephemeral key exchange: a stolen certificate key does not open recorded traffic. */
export const forwardSecret = (suite: Suite): boolean => /^(?:DH|ECDH|DHEPSK|ECDHEPSK|SRP)$/.test(suite.exchange)

export const usesDhe = (suite: Suite): boolean => suite.exchange === 'DH'
