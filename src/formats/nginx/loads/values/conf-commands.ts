import { atLeast, type Version } from '../../../../target/index.ts'
import { lookUp } from '../../../../text/index.ts'
import { cipherCodes, cipherError } from './ciphers.ts'
import { groupError } from './groups.ts'

const commands: ReadonlySet<string> = new Set(
  (
    'SignatureAlgorithms ClientSignatureAlgorithms Groups Curves ECDHParameters Ciphersuites CipherString MinProtocol ' +
    'MaxProtocol Protocol Options VerifyMode Certificate PrivateKey ChainCAFile ChainCAPath VerifyCAFile VerifyCAPath ' +
    'RequestCAFile RequestCAPath ClientCAFile ClientCAPath DHParameters RecordPadding NumTickets ChainCAStore VerifyCAStore ' +
    'RequestCAStore ServerInfoFile TxCertificateCompression RxCertificateCompression IgnoreUnexpectedEOF PreferredGroups'
  )
    .toLowerCase()
    .split(' '),
)

const options: ReadonlySet<string> = new Set(
  (
    'SessionTicket EmptyFragments Bugs Compression ServerPreference NoResumptionOnRenegotiation DHSingle ECDHSingle ' +
    'UnsafeLegacyRenegotiation UnsafeLegacyServerConnect EncryptThenMac NoRenegotiation AllowNoDHEKEX PreferNoDHEKEX ' +
    'PrioritizeChaCha MiddleboxCompat AntiReplay ExtendedMasterSecret CANames KTLS StrictCertCheck TxCertificateCompression ' +
    'RxCertificateCompression KTLSTxZerocopySendfile IgnoreUnexpectedEOF PreferClientCiphers'
  )
    .toLowerCase()
    .split(' '),
)

/** What OpenSSL 3.0 does not have of them. */
const later: ReadonlySet<string> = new Set([
  'strictcertcheck',
  'ignoreunexpectedeof',
  'txcertificatecompression',
  'rxcertificatecompression',
  'ktlstxzerocopysendfile',
  'preferclientciphers',
  'preferredgroups',
])

export interface CommandError {
  readonly id: 'conf-command' | 'conf-value'
  /** What OpenSSL says before its complaint about the value; ends with a blank when it says something. */
  readonly reason: string
}

/** Judges a value: undefined when it is fine, else what OpenSSL says first. */
type Judge = (value: string, openssl: Version) => string | undefined

const bounds: ReadonlySet<string> = new Set('None SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 DTLSv1 DTLSv1.2'.split(' '))
const protocols: ReadonlySet<string> = new Set(
  'all sslv2 sslv3 tlsv1 tlsv1.1 tlsv1.2 tlsv1.3 dtlsv1 dtlsv1.2'.split(' '),
)
const modes: ReadonlySet<string> = new Set(
  'peer request require once requestposthandshake requireposthandshake'.split(' '),
)
const suites =
  /^TLS_(?:AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|AES_128_CCM_SHA256|AES_128_CCM_8_SHA256)$/
const signatures =
  /^(?:(?:RSA|RSA-PSS|PSS|DSA|ECDSA)\+SHA(?:1|224|256|384|512)|ecdsa_secp(?:256r1_sha256|384r1_sha384|521r1_sha512)|ecdsa_sha(?:1|224)|ed25519|ed448|rsa_pss_(?:rsae|pss)_sha(?:256|384|512)|rsa_pkcs1_sha(?:1|224|256|384|512)|dsa_sha(?:1|224|256|384|512))$/

const check = (good: boolean): string | undefined => (good ? undefined : '')

const listOf =
  (words: ReadonlySet<string>): Judge =>
  value =>
    check(value.split(',').every(word => words.has(word.trim().replace(/^[+-]/, '').toLowerCase())))

const bound: Judge = value => check(bounds.has(value))

const cipherString: Judge = value => {
  const error = value === '' ? 'no cipher match' : cipherError(value)
  return error && `error:${cipherCodes[error]}:SSL routines::${error} `
}

const cipherSuites: Judge = value =>
  value === '' || value.split(':').some(word => suites.test(word.trim()))
    ? undefined
    : `error:${cipherCodes['no cipher match']}:SSL routines::no cipher match `

const groupList: Judge = (value, openssl) => {
  const error = groupError(value, openssl, true)
  return error && (error.reason === '' ? '' : `${error.reason.slice(' (SSL: '.length, -1)} `)
}

const oneGroup: Judge = (value, openssl) => {
  if (/^\+?automatic$/i.test(value)) return undefined
  return value.includes(':') ? '' : groupList(value, openssl)
}

const signatureList: Judge = (value, openssl) =>
  atLeast(openssl, '3.2') ? undefined : check(value.split(':').every(word => signatures.test(word.trim())))

/** As `atoi` reads it. */
const count =
  (most: number): Judge =>
  value => {
    const number = Number.parseInt(value, 10) || 0
    return check(number >= 0 && number <= most)
  }

const judges: Readonly<Record<string, Judge>> = {
  minprotocol: bound,
  maxprotocol: bound,
  protocol: listOf(protocols),
  verifymode: listOf(modes),
  options: listOf(options),
  ciphersuites: cipherSuites,
  cipherstring: cipherString,
  curves: groupList,
  groups: groupList,
  ecdhparameters: oneGroup,
  signaturealgorithms: signatureList,
  clientsignaturealgorithms: signatureList,
  numtickets: count(Number.POSITIVE_INFINITY),
  recordpadding: count(16384),
}

const isLater = (word: string, openssl: Version): boolean => later.has(word) && !atLeast(openssl, '3.2')

/** Does the command name a file that is read at once? */
export const readsFile = (name: string): boolean =>
  /^(?:certificate|privatekey|dhparameters|serverinfofile|(?:chain|verify|request|client)cafile)$/i.test(name)

/** What OpenSSL says of a statement of `ssl_conf_command`. Files are not judged. */
export function commandError(name: string, value: string, openssl: Version): CommandError | undefined {
  const command = name.toLowerCase()
  if (!commands.has(command) || isLater(command, openssl)) return { id: 'conf-command', reason: '' }
  const words = command === 'options' ? value.toLowerCase().split(/[,+\s-]+/) : []
  const reason = words.some(word => isLater(word, openssl)) ? '' : lookUp(judges, command)?.(value, openssl)
  return reason === undefined ? undefined : { id: 'conf-value', reason }
}
