import { atLeast, type Version } from '../../../../target/index.ts'

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

/** The names of an `ssl_ecdh_curve` list that this OpenSSL does not know; empty when the list loads. */
export function unknownGroups(text: string, openssl: Version): readonly string[] {
  if (text === 'auto' || text === '') return []
  const tuples = atLeast(openssl, '3.5')
  const optional = atLeast(openssl, '3.3')
  return text.split(tuples ? /[:/]/ : ':').filter(word => {
    const name = word.replace(tuples ? /^[?*-]+/ : '', '').toLowerCase()
    if (optional && word.startsWith('?')) return false
    if (hybrid.test(name)) return !tuples
    return !knownCurves.has(name) && !(tuples && name === 'default') && name !== ''
  })
}

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

/** Does OpenSSL know a command of `ssl_conf_command`, and the words of `Options`? Other values are not judged. */
export function configurationCommand(name: string, value: string): boolean {
  const command = name.toLowerCase()
  if (command !== 'options') return commands.has(command)
  return value === '' || value.split(',').every(word => options.has(word.trim().replace(/^[+-]/, '').toLowerCase()))
}
