import { compareVersions, parseVersion } from '../../../target/index.ts'
import type { Setting } from '../../../tree/index.ts'
import { defaultCiphers, readCipherList } from '../ciphers.ts'
import type { Ciphers, OptionLine, Tls, Verification } from '../model.ts'
import { numberOf } from '../numbers.ts'
import { every } from '../query.ts'
import type { Situation } from '../situation.ts'
import { as, parameter, settingOf } from './setting.ts'

const upper = (text: string | undefined): string | undefined => text?.toUpperCase()

/** True when `cipher` takes part: up to 2.5, when an older release is imitated, and without TLS. */
function cipherCounts(facts: Situation): boolean {
  if (!facts.tlsClient && !facts.tlsServer) return true
  if (!facts.since('2.6')) return true
  const imitated = parseVersion(facts.line('compat-mode')?.params[0] ?? '')
  return imitated !== undefined && compareVersions(imitated, [2, 5]) < 0
}

/** The effective data ciphers by version: see the table of defaults in the manual of each release. */
export function ciphersOf(facts: Situation): Ciphers {
  const cipher = parameter(facts, 'cipher')
  const counts = cipherCounts(facts)
  const written = upper(cipher.value)
  const negotiated = negotiatedList(facts, counts ? written : undefined)
  const fallback = fallbackOf(facts, counts, cipher)
  const digest = settingOf(facts, 'auth', line => (line?.params[0] ?? 'SHA1').toUpperCase())
  const possible = [...negotiated.value, ...(fallback.value ? [fallback.value] : [])]
  const noTls = !facts.tlsClient && !facts.tlsServer
  return {
    negotiated,
    fallback,
    cipher: as(cipher, written),
    possible: noTls ? [written ?? 'BF-CBC'] : [...new Set(possible)],
    digest,
  }
}

function negotiatedList(facts: Situation, appended: string | undefined): Setting<readonly string[]> {
  const name = facts.since('2.5') ? 'data-ciphers' : 'ncp-ciphers'
  return settingOf(facts, name, line => {
    const list = line && readCipherList(line.params[0] ?? '', facts.target)
    const names = list?.names ?? (line ? [] : defaultCiphers(facts.target.openvpn))
    return appended === undefined || names.includes(appended) ? names : [...names, appended]
  })
}

function fallbackOf(facts: Situation, counts: boolean, cipher: Setting<string | undefined>): Ciphers['fallback'] {
  const written = parameter(facts, 'data-ciphers-fallback')
  if (written.value !== undefined) return as(written, upper(written.value))
  if (!counts) return as(written, undefined)
  const older = facts.since('2.5') ? undefined : 'BF-CBC'
  return cipher.value === undefined ? as(written, older) : as(cipher, upper(cipher.value))
}

/** TLS versions and key renewal. */
export function tlsOf(facts: Situation): Tls {
  const imitated = parseVersion(facts.line('compat-mode')?.params[0] ?? '')
  const old = imitated !== undefined && compareVersions(imitated, [2, 3, 7]) < 0
  const standard = facts.since('2.6') ? (old ? '1.0' : '1.2') : undefined
  return {
    side: facts.tlsServer ? 'server' : facts.tlsClient ? 'client' : undefined,
    minimum: settingOf(facts, 'tls-version-min', line => minimumOf(line) ?? standard),
    maximum: parameter(facts, 'tls-version-max'),
    compatible: parameter(facts, 'compat-mode'),
    renegotiation: settingOf(facts, 'reneg-sec', line => numberOf(line?.params[0], 3600)),
  }
}

const known = ['1.0', '1.1', '1.2', '1.3']

/** `or-highest` turns an unknown version into the newest one. */
function minimumOf(line: OptionLine | undefined): string | undefined {
  const version = line?.params[0]
  if (version === undefined || known.includes(version)) return version
  return line?.params[1] === 'or-highest' ? '1.3' : undefined
}

const methods = [
  'remote-cert-tls',
  'remote-cert-eku',
  'remote-cert-ku',
  'verify-x509-name',
  'peer-fingerprint',
  'verify-hash',
  'tls-verify',
  'ns-cert-type',
  'tls-remote',
]

/** How the other end is recognised. */
export function verificationOf(facts: Situation): Verification {
  const name = parameter(facts, 'verify-x509-name')
  const kind = facts.line('verify-x509-name')?.params[1]
  const usage = parameter(facts, 'remote-cert-tls')
  const client = settingOf(facts, 'verify-client-cert', line => line?.params[0] ?? 'require')
  return {
    methods: methods.flatMap(method => every(facts, method)),
    certificateUsage: as(usage, usage.value === 'server' || usage.value === 'client' ? usage.value : undefined),
    name,
    nameKind: name.value === undefined ? undefined : kind === 'name' || kind === 'name-prefix' ? kind : 'subject',
    fingerprints: every(facts, 'peer-fingerprint'),
    clientCertificate: as(client, client.value === 'none' || client.value === 'optional' ? client.value : 'require'),
  }
}
