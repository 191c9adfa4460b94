import { atLeast, type Target } from '../../target/index.ts'
import { lookUp } from '../../text/index.ts'
import { inetAton, isIpv4, isIpv6 } from './address.ts'
import { atoi } from './numbers.ts'
import type { ValueError, Written } from './value-error.ts'

type Special = (params: readonly string[], target: Target) => ValueError | undefined

const refuse = (param: number, message: string): ValueError => ({ param, message })

/** Hex bytes with colons between them; `bytes` of them. */
export function checkFingerprint(text: string, bytes: number): string | undefined {
  const parts = text.split(':')
  if (!parts.every(part => /^[0-9a-f]{2}$/i.test(part))) return `format error in hash fingerprint: ${text}`
  return parts.length === bytes
    ? undefined
    : `hash fingerprint is wrong length - expected ${bytes} bytes, got ${parts.length}: ${text}`
}

/** Fingerprints of a block: one in each line that is neither empty nor a comment. */
export const fingerprintLines = (body: string): string[] =>
  body
    .split('\n')
    .map(line => line.replace(/^[ \t]+/, ''))
    .filter(line => line !== '' && !/^[#;]/.test(line))

/** The first line of a block that the daemon refuses. A line that is no fingerprint may be anything, so it is not told. */
export function checkBody(name: string, body: string): ValueError | undefined {
  if (name !== 'peer-fingerprint' && name !== 'verify-hash') return undefined
  for (const line of fingerprintLines(body)) {
    const message = checkFingerprint(line, 32)
    if (message === undefined) continue
    return refuse(0, /^[0-9a-f:]{1,100}$/i.test(line) ? message : 'format error in hash fingerprint: …')
  }
  return undefined
}

function addresses(params: readonly string[], which: readonly number[]): ValueError | undefined {
  for (const param of which) {
    const value = params[param - 1]
    if (value !== undefined && !isIpv4(value))
      return refuse(param, `RESOLVE: Cannot parse IP address: ${value}: (Name or service not known)`)
  }
  return undefined
}

const protocolFlags = ['cc-exit', 'dyn-tls-crypt', 'tls-ekm']

/** Checks that need more than one parameter, or that no list describes. */
const specials: Readonly<Record<string, Special>> = {
  server: params =>
    addresses(params, [1, 2]) ??
    (inetAton(params[0] ?? '') === 0 ? refuse(1, 'error parsing --server parameters') : undefined),
  'server-bridge': params => (params.length === 4 ? addresses(params, [1, 2, 3, 4]) : undefined),
  'ifconfig-pool': params => addresses(params, [1, 2, 3]),
  'client-nat': params => addresses(params, [2, 3, 4]),
  'auth-user-pass-verify': params =>
    params.length === 1
      ? refuse(1, "--auth-user-pass-verify requires a second parameter ('via-env' or 'via-file')")
      : undefined,
  'verify-hash': params => {
    const message = checkFingerprint(params[0] ?? '', params[1] === 'SHA256' ? 32 : 20)
    return message === undefined ? undefined : refuse(1, message)
  },
  setenv: ([name = '']) => {
    if (name === 'GENERIC_CONFIG') return refuse(1, 'this is a generic configuration and cannot directly be used')
    return name.length <= 1 ? refuse(1, 'Assertion failed (name && strlen(name) > 1)') : undefined
  },
  mssfix: ([size], { openvpn }) =>
    size !== undefined && atLeast(openvpn, '2.7') && atoi(size) !== 0 && atoi(size) < 154
      ? refuse(1, `mssfix needs to be >= 154, not ${size}`)
      : undefined,
  'tun-mtu-max': ([size = ''], { openvpn }) =>
    atLeast(openvpn, '2.7') && atoi(size) < 1600
      ? refuse(1, `tun-mtu-max: Must be an integer between 1600 and 65536, not ${size}`)
      : undefined,
  'auth-gen-token': tokenLifetime,
  'dhcp-option': ([type = '', value], { openvpn }) =>
    value !== undefined && atLeast(openvpn, '2.7') && ['DNS', 'WINS', 'NTP', 'NBDD'].includes(type) && !isIpv4(value)
      ? refuse(2, `dhcp-option parameter ${type} '${value}' must be an IP address`)
      : undefined,
  dns: dnsOption,
  'http-proxy-option': ([name = '', ...values]) => {
    const single = name === 'VERSION' || name === 'AGENT'
    const known = single ? values.length === 1 : values.length > 0 && /^(?:EXT[12]|CUSTOM-HEADER)$/.test(name)
    return known ? undefined : refuse(1, `Bad http-proxy-option or missing or extra parameter: '${name}'`)
  },
  'http-proxy': params => (params.length < 2 ? refuse(1, 'http-proxy port number not defined') : undefined),
  'vlan-pvid': ([id = '']) =>
    atoi(id) < 1 || atoi(id) > 4094
      ? refuse(1, 'the parameter of --vlan-pvid parameters must be >= 1 and <= 4094')
      : undefined,
  'stale-routes-check': ([age = '', interval]) =>
    atoi(age) < 1 || (interval !== undefined && atoi(interval) < 1)
      ? refuse(1, '--stale-routes-check aging time and check interval must be >= 1')
      : undefined,
  'route-ipv6-gateway': ([address = '']) =>
    isIpv6(address) ? undefined : refuse(1, `route-ipv6-gateway parm '${address}' must be a valid address`),
  'replay-window': params =>
    params.length === 0 ? refuse(0, 'replay-window option is missing window size parameter') : undefined,
  'msg-channel': () => refuse(1, '--msg-channel is only supported on Windows'),
  'mtu-disc': ([type = '']) =>
    ['yes', 'maybe', 'no'].includes(type)
      ? undefined
      : refuse(1, `invalid --mtu-disc type: '${type}' -- valid types are 'yes', 'maybe', or 'no'`),
  'protocol-flags': (params, { openvpn }) => {
    const at = params.findIndex(
      name => !protocolFlags.includes(name) && !(name === 'aead-epoch' && atLeast(openvpn, '2.7')),
    )
    return at === -1 ? undefined : refuse(at + 1, `Unknown protocol-flags flag: ${params[at]}`)
  },
  'key-derivation': ([method]) =>
    method === 'tls-ekm' ? undefined : refuse(1, `Unknown key-derivation method ${method}`),
  'x509-username-field': (params, { openvpn }) => {
    const at = params.findIndex(name => name.startsWith('ext:') && !/^ext:(?:subject|issuer)AltName$/.test(name))
    return at === -1 || !atLeast(openvpn, '2.5')
      ? undefined
      : refuse(at + 1, `Unsupported x509-username-field extension: ${params[at]}`)
  },
  'x509-track': ([name = '']) =>
    /^(?:[A-Z][A-Za-z0-9]*|[a-z]+[A-Z][A-Za-z0-9]*|name|title|description|surname|initials|pseudonym|role|member|owner|seeAlso|[0-9.]+)$/.test(
      name.replace(/^\+/, ''),
    )
      ? undefined
      : refuse(1, `x509_track: no such attribute '${name}'`),
}

function tokenLifetime(params: readonly string[], { openvpn }: Target): ValueError | undefined {
  const renewal = atLeast(openvpn, '2.6')
  for (const [at, value] of params.entries()) {
    if (at === 0 || value === 'external-auth' || (renewal && at === 1 && atoi(value) > 0)) continue
    return refuse(at + 1, `Invalid argument to auth-gen-token: ${value}`)
  }
  return undefined
}

const dnsKinds = ['address', 'resolve-domains', 'exclude-domains', 'dnssec', 'transport', 'sni']

function dnsOption([kind = '', priority = '', sub = '', value]: readonly string[]): ValueError | undefined {
  const unknown = refuse(1, `--dns: unknown option type '${kind}' or missing or unknown parameter`)
  if (kind === 'search-domains') return priority === '' ? unknown : undefined
  if (kind !== 'server' || !dnsKinds.includes(sub) || value === undefined) return unknown
  if (!/^-?\d{1,3}$/.test(priority)) return refuse(2, `--dns server: invalid priority value '${priority}'`)
  if (sub === 'dnssec' && !['yes', 'no', 'optional'].includes(value))
    return refuse(4, `--dns server ${priority}: malformed dnssec value '${value}'`)
  if (sub === 'transport' && !['plain', 'DoH', 'DoT'].includes(value))
    return refuse(4, `--dns server ${priority}: malformed transport value '${value}'`)
  return undefined
}

export function specialChecks({ name, params }: Written, target: Target): ValueError | undefined {
  return lookUp(specials, name)?.(params, target)
}
