import { atLeast, type Version } from '../../../../target/index.ts'

const cipherWords: ReadonlySet<string> = new Set(
  (
    'ALL COMPLEMENTOFALL COMPLEMENTOFDEFAULT DEFAULT HIGH MEDIUM LOW EXPORT eNULL NULL aNULL kRSA aRSA RSA kDHE kEDH DH ' +
    'DHE EDH ADH ECDH kEECDH kECDHE ECDHE EECDH AECDH aDSS DSS aECDSA ECDSA TLSv1.2 TLSv1.0 TLSv1 SSLv3 AES128 AES256 AES ' +
    'AESGCM AESCCM AESCCM8 ARIA128 ARIA256 ARIA CAMELLIA128 CAMELLIA256 CAMELLIA CHACHA20 3DES DES RC4 RC2 IDEA SEED MD5 ' +
    'SHA1 SHA SHA256 SHA384 aGOST aGOST01 kGOST GOST94 GOST89MAC PSK kPSK kECDHEPSK kDHEPSK kRSAPSK aPSK SUITEB128 ' +
    'SUITEB128ONLY SUITEB192 CBC FIPS GCM CCM CCM8 POLY1305 SRP aSRP kSRP GOST2001 GOST2012 GOST12 kGOST18 AESCBC CBC3 EDE ' +
    'CBC128 EXP GOST kECDHr kECDHe aECDH kDHr kDHd aDH kDH kECDH PROFILE SYSTEM MAGMA KUZNYECHIK'
  ).split(' '),
)

/**
 * False when no cipher of TLS 1.2 or older can match: all words unknown, or names of TLS 1.3 suites only. Unknown words
 * beside a known one are ignored by OpenSSL, unknown commands (`@…`) are not.
 */
export function cipherListMatches(text: string): boolean {
  const words = text.split(/[:,; ]+|(?=@)/).filter(word => word !== '')
  if (words.length === 0) return true
  const commands = words.filter(word => word.startsWith('@'))
  if (!commands.every(word => /^@(?:STRENGTH|SECLEVEL=[0-5])$/.test(word))) return false
  return words.some(word => !/^[!\-+@]/.test(word) && cipherKnown(word))
}

function cipherKnown(word: string): boolean {
  if (/^TLS_(?:AES|CHACHA20)_[A-Z0-9_]+$/.test(word)) return false
  if (word.startsWith('TLS_') || word.startsWith('PROFILE=')) return true
  return word.split(/[+\-=]/).every(part => cipherWords.has(part) || /^0x[0-9A-Fa-f]+$/.test(part))
}

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
