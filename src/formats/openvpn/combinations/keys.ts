import type { OptionLine } from '../model.ts'
import { numberOf } from '../numbers.ts'
import { hasLetter } from '../options.ts'
import type { Situation } from '../situation.ts'
import { fingerprintLines } from '../special-values.ts'
import { type Check, type Complaint, clash, demand, eachEntry, refuse } from './complaint.ts'
import { onlyOne } from './roles.ts'

/** Keys, certificates and how the peers authenticate. */
export const keyChecks: readonly Check[] = [
  s => clash(s, [s.tlsServer, s.tlsClient], onlyOne),
  s => clash(s, [s.tlsServer ?? s.tlsClient, s.line('secret')], onlyOne),
  s => (s.tlsServer || s.tlsClient ? undefined : withoutTls(s)),
  s =>
    s.tlsServer && !s.line('dh') && !s.since('2.7') ? demand(s.tlsServer, 'You must define DH file (--dh)') : undefined,
  s => (s.tlsServer || s.tlsClient ? (authority(s) ?? identity(s)) : undefined),
  s => eachEntry(s, e => wrapping(s, name => e.line(name))),
  s =>
    s.line('auth-user-pass') && !s.pulls
      ? demand(s.line('auth-user-pass'), '--auth-user-pass requires --pull')
      : undefined,
]

const defaults: Readonly<Record<string, number>> = {
  'reneg-sec': 3600,
  'reneg-bytes': -1,
  'reneg-pkts': 0,
  'hand-window': 60,
  'tran-window': 3600,
  'tls-timeout': 2,
}

/** TLS options that the daemon forgets to refuse (measured). */
const unchecked = new Set(['dh', 'pkcs11-private-mode'])

function withoutTls(s: Situation): Complaint | undefined {
  if (s.since('2.7') && !s.line('allow-deprecated-insecure-static-crypto'))
    return demand(
      s.line('secret') ?? s.line('remote') ?? s.line('dev'),
      'DEPRECATION: No tls-client or tls-server option in configuration detected',
    )
  for (const [name, lines] of s.byName) {
    const line = lines.at(-1) as OptionLine
    const value = defaults[name]
    if (unchecked.has(name) || !(hasLetter(name, 'T') || name === 'pull' || name === 'remote-cert-tls')) continue
    if (value !== undefined && numberOf(line.params[0], value) === value) continue
    return refuse(
      line,
      `Parameter ${name} can only be specified in TLS-mode, i.e. where --tls-server or --tls-client is also specified.`,
    )
  }
  return undefined
}

/** A block with comments alone names nobody. */
function namesPeers(s: Situation): boolean {
  const line = s.line('peer-fingerprint')
  const { file, block, open } = line?.directive ?? {}
  const body = block?.body
  if (!file || !body || open) return line !== undefined
  return fingerprintLines(file.text.slice(body.start, body.end)).length > 0
}

function authority(s: Situation): Complaint | undefined {
  const known = ['ca', 'capath', 'pkcs12', 'pkcs11-providers'].some(name => s.line(name)) || namesPeers(s)
  if (known) return undefined
  const more = s.since('2.6') ? ' and/or peer fingerprint verification (--peer-fingerprint)' : ''
  return demand(s.tlsServer ?? s.tlsClient, `You must define CA file (--ca) or CA path (--capath)${more}`)
}

function identity(s: Situation): Complaint | undefined {
  const token = s.line('pkcs11-providers') ?? s.line('pkcs11-id')
  if (token) return pkcs11(s, token)
  const bundle = s.line('pkcs12')
  if (bundle) {
    const other = ['capath', 'cert', 'key'].map(s.line).find(line => line !== undefined)
    return clash(s, [bundle, other], `Parameter --${other?.name} cannot be used when --pkcs12 is also specified.`)
  }
  const certificate = s.line('cert') ?? s.line('management-external-cert')
  const key = s.line('key') ?? s.line('management-external-key')
  if (s.pulls) return ownIdentity(s, s.pulls, [certificate, key])
  const role = s.tlsServer ?? s.tlsClient
  if (!certificate) return demand(role, 'You must define certificate file (--cert) or PKCS#12 file (--pkcs12)')
  return key ? undefined : demand(role, 'You must define private key file (--key) or PKCS#12 file (--pkcs12)')
}

/** A client that pulls may do with a password alone. */
function ownIdentity(
  s: Situation,
  pulls: OptionLine,
  [certificate, key]: readonly [OptionLine | undefined, OptionLine | undefined],
): Complaint | undefined {
  if (certificate && key) return undefined
  const one = certificate ?? key
  if (one) return demand(one, 'If you use one of --cert or --key, you must use them both')
  return s.line('auth-user-pass')
    ? undefined
    : demand(
        pulls,
        'No client-side authentication method is specified. You must use either --cert/--key, --pkcs12, or --auth-user-pass',
      )
}

function pkcs11(s: Situation, token: OptionLine): Complaint | undefined {
  const [id, managed] = [s.line('pkcs11-id'), s.line('pkcs11-id-management')]
  if (!id && !managed) return demand(token, 'Parameter --pkcs11-id or --pkcs11-id-management should be specified.')
  const both = clash(
    s,
    [id, managed],
    'Parameter --pkcs11-id cannot be used when --pkcs11-id-management is also specified.',
  )
  const other = ['cert', 'key', 'pkcs12'].map(s.line).find(line => line !== undefined)
  return (
    both ??
    clash(s, [token, other], `Parameter --${other?.name} cannot be used when --pkcs11-provider is also specified.`)
  )
}

function wrapping(s: Situation, line: (name: string) => OptionLine | undefined): Complaint | undefined {
  const [auth, crypt, crypt2] = [line('tls-auth'), line('tls-crypt'), line('tls-crypt-v2')]
  const both = clash(s, [auth, crypt], '--tls-auth and --tls-crypt are mutually exclusive')
  if (both || !s.tlsClient) return both
  return clash(
    s,
    [crypt2, auth ?? crypt],
    '--tls-crypt-v2, --tls-auth and --tls-crypt are mutually exclusive in client mode',
  )
}
