import { deviceLine, deviceType } from '../device.ts'
import type { OptionLine } from '../model.ts'
import { numberOf } from '../numbers.ts'
import { hasLetter, type Letter } from '../options.ts'
import type { Situation } from '../situation.ts'
import { type Check, type Complaint, clash, demand, refuse } from './complaint.ts'

/** What a server must not have, what only a server may have, and what its options demand. */
export const roleChecks: readonly Check[] = [
  s => (s.server ? notForServers(s) : serversOnly(s)),
  s => (s.server && !s.tlsServer ? demand(s.server, '--mode server requires --tls-server') : undefined),
  s => (s.server ? clash(s, [s.server, s.line('tls-client')], onlyOne) : undefined),
  s => (s.server ? serverTransport(s) : undefined),
  s => (s.server ? serverAuthentication(s) : undefined),
  s => (s.server ? serverPools(s) : undefined),
  s => (s.server ? vlan(s) : undefined),
]

export const onlyOne = 'specify only one of --tls-server, --tls-client, or --secret'

function notForServers(s: Situation): Complaint | undefined {
  const remote = s.entries.find(entry => entry.remote)?.remote
  const line = firstWith(s, 'N') ?? remote
  if (!line) return undefined
  const name = line.name === 'connection' ? 'remote' : line.name.replace('redirect-private', 'redirect-gateway')
  return refuse(line, `--${name} cannot be used with --mode server`)
}

function serversOnly(s: Situation): Complaint | undefined {
  const legacyCheck = s.since('2.7') ? undefined : s.line('opt-verify')
  const line = firstWith(s, 'S') ?? s.line('force-tls-key-material-export') ?? s.line('port-share') ?? legacyCheck
  return line ? refuse(line, `--${line.name} requires --mode server`) : undefined
}

/** The first applied line of an option with that letter whose value is not the default. */
function firstWith(s: Situation, letter: Letter): OptionLine | undefined {
  for (const [name, lines] of s.byName) {
    if (!hasLetter(name, letter) || name === 'remote') continue
    const line = lines.findLast(found => !found.connection)
    if (line && !isDefault(s, line)) return line
  }
  return undefined
}

function isDefault(s: Situation, { name, params, inline }: OptionLine): boolean {
  if (name === 'hash-size') return params.every(size => numberOf(size, 0) === 256) && !s.since('2.7')
  if (name === 'verify-client-cert') return params[0] === undefined || params[0] === 'require'
  if (name === 'connection') return !inline
  if (name === 'redirect-gateway' || name === 'redirect-private')
    return (s.byName.get(name) ?? []).some(line => line.params.includes('!ipv4'))
  if (name === 'connect-freq') return params.every(limit => numberOf(limit, 0) === 0)
  if (name === 'vlan-pvid') return params[0] === '1' || !s.server
  return name === 'vlan-accept' && params[0] === 'all'
}

function serverTransport(s: Situation): Complaint | undefined {
  const type = deviceType(s)
  const device = deviceLine(s)
  if (device && type !== 'tun' && type !== 'tap' && !(type === 'null' && s.since('2.7')))
    return refuse(device, '--mode server only works with --dev tun or --dev tap')
  const entry = s.entries[0]
  const proto = entry?.proto ?? 'udp'
  const line = entry?.line('proto')
  if (proto !== 'udp' && proto !== 'tcp-server')
    return refuse(
      line,
      '--mode server currently only supports --proto values of udp, tcp-server, tcp4-server, or tcp6-server',
    )
  if (proto !== 'udp' && s.line('connect-freq'))
    return clash(s, [s.line('connect-freq'), line], '--connect-freq only works with --mode server --proto udp')
  if (proto === 'udp' && s.line('port-share'))
    return refuse(s.line('port-share'), '--port-share only works in TCP server mode')
  return undefined
}

const optionalCertificate = (s: Situation): OptionLine | undefined => {
  const line = s.line('verify-client-cert')
  return line?.params[0] === 'none' || line?.params[0] === 'optional' ? line : undefined
}

function serverAuthentication(s: Situation): Complaint | undefined {
  const judge = ['auth-user-pass-verify', 'plugin', 'management-client-auth'].some(name => s.line(name) !== undefined)
  const needy = optionalCertificate(s) ?? s.line('username-as-common-name') ?? s.line('auth-user-pass-optional')
  if (needy && !judge)
    return demand(
      needy,
      `--${needy.name} must be used with --management-client-auth, an --auth-user-pass-verify script, or plugin`,
    )
  if (s.line('ccd-exclusive') && !s.line('client-config-dir'))
    return demand(s.line('ccd-exclusive'), '--ccd-exclusive must be used with --client-config-dir')
  return tokens(s)
}

function tokens(s: Situation): Complaint | undefined {
  const token = s.line('auth-gen-token')
  if (!token) return undefined
  const renegotiation = s.line('reneg-sec')
  if (renegotiation && numberOf(renegotiation.params[0], 3600) === 0)
    return clash(s, [token, renegotiation], '--auth-gen-token needs a non-infinite --renegotiate_seconds setting')
  const renewal = token.params[1] === 'external-auth' ? 0 : numberOf(token.params[1], 0)
  const window = numberOf(s.line('hand-window')?.params[0], 60)
  return renewal > 0 && renewal < 2 * window
    ? refuse(token, `--auth-gen-token renewal time needs to be at least two times --hand-window (${window})`)
    : undefined
}

function serverPools(s: Situation): Complaint | undefined {
  const helper = s.line('server') ?? s.line('server-bridge')
  const pool = (helper && helper.params[2] !== 'nopool') || s.line('ifconfig-pool')
  const pool6 = s.line('ifconfig-ipv6-pool') ?? s.line('server-ipv6')
  if (s.line('ifconfig-pool-persist') && !pool && !pool6)
    return demand(
      s.line('ifconfig-pool-persist'),
      '--ifconfig-pool-persist must be used with --ifconfig-pool or --ifconfig-ipv6-pool',
    )
  if (s.line('ifconfig-ipv6-pool') && !s.line('ifconfig-ipv6') && !s.line('server-ipv6'))
    return demand(s.line('ifconfig-ipv6-pool'), '--ifconfig-ipv6-pool needs --ifconfig-ipv6')
  if (s.line('server-ipv6') && !s.since('2.5') && !s.line('server'))
    return demand(s.line('server-ipv6'), '--server-ipv6 must be used together with --server')
  return undefined
}

function vlan(s: Situation): Complaint | undefined {
  const tagging = s.line('vlan-tagging')
  if (tagging && deviceType(s) !== 'tap') return refuse(tagging, '--vlan-tagging must be used with --dev tap')
  const loose = ['vlan-accept', 'vlan-pvid'].map(s.line).find(line => line && !isDefault(s, line))
  return loose && !tagging ? demand(loose, `--${loose.name} requires --vlan-tagging`) : undefined
}
