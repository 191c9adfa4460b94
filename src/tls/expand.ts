import { lookUp } from '../text/index.ts'
import { allSuites, type Suite } from './suites.ts'

/** What a cipher string leaves enabled, and which of its words did it. */
export interface Expansion {
  /** Suites of a standard build, TLS 1.3 suites not among them: the string does not govern those. */
  readonly suites: readonly Suite[]
  /** Suites that only builds with weak ciphers have, named or matched by a word and not taken back. */
  readonly legacy: readonly Suite[]
  /** `@SECLEVEL=n` of the last such word. */
  readonly securityLevel: number | undefined
  /** Words that add suites, with what each matched. */
  readonly added: readonly { readonly word: string; readonly suites: readonly Suite[] }[]
  /** Words that OpenSSL does not know and ignores. */
  readonly unknown: readonly string[]
}

type Test = (suite: Suite) => boolean

const encryption =
  (prefix: string): Test =>
  suite =>
    suite.encryption.startsWith(prefix)
const exchange =
  (...names: string[]): Test =>
  suite =>
    names.includes(suite.exchange)
const mac =
  (name: string): Test =>
  suite =>
    suite.mac === name
const authentication =
  (name: string): Test =>
  suite =>
    suite.authentication === name
const both =
  (a: Test, b: Test): Test =>
  suite =>
    a(suite) && b(suite)

const anonymous = authentication('None')
const named: Test = suite => suite.authentication !== 'None'
const noEncryption: Test = suite => suite.encryption === 'None'
const aes =
  (bits: string): Test =>
  suite =>
    /^AES(?:GCM|CCM8?)?\(/.test(suite.encryption) && suite.encryption.endsWith(bits)
const psk = exchange('PSK', 'RSAPSK', 'DHEPSK', 'ECDHEPSK')
const bits = (prefix: string, count: string): Test =>
  both(encryption(prefix), suite => suite.encryption.endsWith(count))
const strong: Test = suite => suite.encryption !== 'None' && !suite.legacy

/** Aliases of ciphers(1), OpenSSL 3.0, checked against `openssl ciphers` by an oracle test. */
const aliases: Readonly<Record<string, Test>> = {
  ALL: suite => suite.encryption !== 'None',
  COMPLEMENTOFALL: noEncryption,
  COMPLEMENTOFDEFAULT: suite => !suite.inDefault && suite.encryption !== 'None' && !suite.legacy,
  HIGH: strong,
  MEDIUM: both(
    suite => suite.legacy,
    suite => /^(?:RC4\(128|3DES|SEED|IDEA)/.test(suite.encryption),
  ),
  LOW: encryption('DES(56'),
  EXP: both(
    suite => suite.legacy,
    suite => suite.encryption.endsWith('(40)'),
  ),
  EXPORT: both(
    suite => suite.legacy,
    suite => suite.encryption.endsWith('(40)'),
  ),
  kRSA: exchange('RSA'),
  RSA: exchange('RSA'),
  aRSA: authentication('RSA'),
  kDHE: exchange('DH'),
  kEDH: exchange('DH'),
  DH: exchange('DH'),
  DHE: both(exchange('DH'), named),
  EDH: both(exchange('DH'), named),
  kECDHE: exchange('ECDH'),
  kEECDH: exchange('ECDH'),
  ECDH: exchange('ECDH'),
  ECDHE: both(exchange('ECDH'), named),
  EECDH: both(exchange('ECDH'), named),
  ADH: both(exchange('DH'), anonymous),
  AECDH: both(exchange('ECDH'), anonymous),
  aNULL: anonymous,
  eNULL: noEncryption,
  NULL: noEncryption,
  aDSS: authentication('DSS'),
  DSS: authentication('DSS'),
  aECDSA: authentication('ECDSA'),
  ECDSA: authentication('ECDSA'),
  aPSK: authentication('PSK'),
  PSK: psk,
  kPSK: exchange('PSK'),
  kRSAPSK: exchange('RSAPSK'),
  kDHEPSK: exchange('DHEPSK'),
  kECDHEPSK: exchange('ECDHEPSK'),
  SRP: exchange('SRP'),
  kSRP: exchange('SRP'),
  aSRP: authentication('SRP'),
  AES: aes(')'),
  AES128: aes('(128)'),
  AES256: aes('(256)'),
  AESGCM: encryption('AESGCM('),
  AESCCM: encryption('AESCCM'),
  AESCCM8: encryption('AESCCM8('),
  ARIA: encryption('ARIAGCM('),
  ARIAGCM: encryption('ARIAGCM('),
  ARIA128: bits('ARIAGCM(', '(128)'),
  ARIA256: bits('ARIAGCM(', '(256)'),
  CAMELLIA: encryption('Camellia('),
  CAMELLIA128: bits('Camellia(', '(128)'),
  CAMELLIA256: bits('Camellia(', '(256)'),
  CHACHA20: encryption('CHACHA20'),
  '3DES': encryption('3DES('),
  DES: encryption('DES('),
  RC4: encryption('RC4('),
  RC2: encryption('RC2('),
  SEED: encryption('SEED('),
  IDEA: encryption('IDEA('),
  MD5: mac('MD5'),
  SHA: mac('SHA1'),
  SHA1: mac('SHA1'),
  SHA256: mac('SHA256'),
  SHA384: mac('SHA384'),
  SSLv3: suite => suite.version === 'SSLv3',
  TLSv1: suite => suite.version === 'TLSv1',
  'TLSv1.0': suite => suite.version === 'TLSv1',
  'TLSv1.2': suite => suite.version === 'TLSv1.2',
}

/** The suites one word (`ECDHE+AESGCM`, a suite's name) stands for; undefined when OpenSSL would not know it. */
function meaning(word: string): Test | undefined {
  const exact = allSuites().some(suite => suite.name === word)
  if (exact) return suite => suite.name === word
  const tests = word.split('+').map(part => lookUp(aliases, part))
  if (tests.some(test => test === undefined)) return undefined
  return suite => tests.every(test => test?.(suite))
}

interface State {
  active: Set<Suite>
  readonly killed: Set<Suite>
  readonly added: { word: string; suites: Suite[] }[]
  readonly unknown: string[]
  securityLevel: number | undefined
}

function apply(state: State, word: string): void {
  const level = /^@SECLEVEL=(\d)$/.exec(word)
  if (level) state.securityLevel = Number(level[1])
  if (word.startsWith('@')) return
  const operator = /^[!+-]/.test(word) ? word[0] : ''
  const test = meaning(operator ? word.slice(1) : word)
  if (!test) {
    if (!/^TLS_/.test(word)) state.unknown.push(word)
    return
  }
  const matched = allSuites().filter(test)
  if (operator === '!') for (const suite of matched) state.killed.add(suite)
  if (operator === '!' || operator === '-') for (const suite of matched) state.active.delete(suite)
  if (operator === '') add(state, word, matched)
}

function add(state: State, word: string, matched: readonly Suite[]): void {
  const fresh = matched.filter(suite => !state.killed.has(suite) && !state.active.has(suite))
  for (const suite of fresh) state.active.add(suite)
  state.added.push({ word, suites: fresh })
}

/**
 * Expands an OpenSSL cipher string (ciphers(1)): `!` kills for good, `-` removes, `+` only moves, other words add.
 * `DEFAULT` counts only as the first word. The order of the suites is the table's, not the string's.
 */
export function expandCiphers(text: string): Expansion {
  const found = known.get(text) ?? expand(text)
  if (known.size > 200) known.clear()
  known.set(text, found)
  return found
}

/** Hosts use a handful of strings for thousands of servers. */
const known = new Map<string, Expansion>()

function expand(text: string): Expansion {
  const state: State = { active: new Set(), killed: new Set(), added: [], unknown: [], securityLevel: undefined }
  // `DEFAULT@SECLEVEL=1`: the sign ends the word before it.
  const words = text.split(/[:, ]+|(?=@)/).filter(word => word !== '')
  if (words[0] === 'DEFAULT') {
    add(
      state,
      'DEFAULT',
      allSuites().filter(suite => suite.inDefault),
    )
    words.shift()
  }
  for (const word of words) apply(state, word)
  const active = allSuites().filter(suite => state.active.has(suite))
  return {
    suites: active.filter(suite => !suite.legacy),
    legacy: active.filter(suite => suite.legacy),
    securityLevel: state.securityLevel,
    added: state.added.map(({ word, suites }) => ({ word, suites: suites.filter(suite => state.active.has(suite)) })),
    unknown: state.unknown,
  }
}
