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
