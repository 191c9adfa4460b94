import { allSuites, expandCiphers } from '../../../../tls/index.ts'

const cipherWords: ReadonlySet<string> = new Set(
  (
    'ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT HIGH MEDIUM LOW EXPORT eNULL NULL aNULL kRSA aRSA RSA kDHE kEDH DH ' +
    'DHE EDH ADH ECDH kEECDH kECDHE ECDHE EECDH AECDH aDSS DSS aECDSA ECDSA TLSv1.2 TLSv1.0 TLSv1 SSLv3 AES128 AES256 AES ' +
    'AESGCM AESCCM AESCCM8 ARIA128 ARIA256 ARIA CAMELLIA128 CAMELLIA256 CAMELLIA CHACHA20 3DES DES RC4 RC2 IDEA SEED MD5 ' +
    'SHA1 SHA SHA256 SHA384 aGOST aGOST01 kGOST GOST94 GOST89MAC PSK kPSK kECDHEPSK kDHEPSK kRSAPSK aPSK SUITEB128 ' +
    'SUITEB128ONLY SUITEB192 CBC FIPS GCM CCM CCM8 POLY1305 SRP aSRP kSRP GOST2001 GOST2012 GOST12 kGOST18 AESCBC CBC3 EDE ' +
    'CBC128 EXP GOST kECDHr kECDHe aECDH kDHr kDHd aDH kDH kECDH PROFILE SYSTEM MAGMA KUZNYECHIK'
  ).split(' '),
)

/** As OpenSSL 3 numbers its errors. */
export const cipherCodes = { 'invalid command': '0A000118', 'no cipher match': '0A0000B9' } as const

export type CipherError = 'invalid command' | 'no cipher match'

interface Rules {
  /** Rules whose words are all known, as they are applied. */
  readonly known: string[]
  invalid: boolean
}

/** The rules of a cipher string. OpenSSL skips what stands behind an unknown word, and stops where no word can begin. */
function readRules(text: string): Rules {
  const rules: Rules = { known: [], invalid: false }
  const standard = text.startsWith('DEFAULT')
  if (standard) rules.known.push('DEFAULT')
  for (const item of (standard ? text.slice(7) : text).split(/[:; ,]/)) readItem(item, rules)
  return rules
}

/** What stands between two separators: mostly one rule. */
function readItem(item: string, rules: Rules): void {
  let rest = item
  while (rest !== '' && !rules.invalid) rest = rest.startsWith('@') ? command(rest, rules) : rule(rest, rules)
}

function command(text: string, rules: Rules): '' {
  if (!/^@(?:STRENGTH|SECLEVEL=[0-5])(?![\w\-.=])/.test(text)) rules.invalid = true
  return ''
}

/** Reads one rule; what stands behind it. */
function rule(text: string, rules: Rules): string {
  const operator = /^[!\-+]?/.exec(text)?.[0] ?? ''
  const rest = text.slice(operator.length)
  const words = /^[\w\-.=]+(?:\+[\w\-.=]+)*/.exec(rest)?.[0] ?? ''
  if (words !== '' && !words.split('+').every(cipherKnown)) return ''
  if (words === '' || rest[words.length] === '+') rules.invalid = true
  else rules.known.push(operator + words)
  return rest.slice(words.length)
}

let suiteNames: ReadonlySet<string> | undefined

function cipherKnown(word: string): boolean {
  suiteNames ??= new Set(allSuites().map(({ name }) => name))
  if (word.startsWith('TLS_')) return !/^TLS_(?:AES|CHACHA20)_[A-Z0-9_]+$/.test(word)
  return cipherWords.has(word) || suiteNames.has(word) || /^(?:PROFILE=.*|0x[0-9A-Fa-f]+)$/.test(word)
}

/**
 * Is it a list of which only the build of OpenSSL knows whether it has any: RC4, DES, GOST, a profile of the system? What
 * else is in it, no OpenSSL has.
 */
export function ciphersOfBuild(text: string): boolean {
  if (text === '' || cipherError(text)) return false
  const { suites } = expandCiphers(readRules(text).known.join(':'))
  return suites.length === 0
}

/**
 * Why OpenSSL refuses a cipher string: it cannot be read, or no cipher of TLS 1.2 or older is left. Unknown words beside
 * a known one are ignored.
 */
export function cipherError(text: string): CipherError | undefined {
  if (text === '') return undefined
  const { known, invalid } = readRules(text)
  if (invalid) return 'invalid command'
  const added = known.filter(rule => !/^[!\-+]/.test(rule))
  if (added.length === 0) return 'no cipher match'
  const { suites, legacy, unknown } = expandCiphers(known.join(':'))
  const judged = unknown.length === 0 && !added.some(rule => rule.startsWith('TLS_'))
  return judged && suites.length === 0 && legacy.length === 0 ? 'no cipher match' : undefined
}
