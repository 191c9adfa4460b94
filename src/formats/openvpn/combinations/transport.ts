import { deviceName, deviceType } from '../device.ts'
import { numberOf } from '../numbers.ts'
import type { Entry, Situation } from '../situation.ts'
import { type Check, type Complaint, clash, demand, eachEntry, refuse } from './complaint.ts'

/** Device, addresses, ports and proxies. */
export const transportChecks: readonly Check[] = [
  s =>
    deviceName(s) !== ''
      ? undefined
      : demand(s.server ?? s.pulls ?? s.tlsServer ?? s.tlsClient, 'You must define TUN/TAP device (--dev)'),
  s => eachEntry(s, e => ambiguous(s, e)),
  s =>
    s.line('lladdr') && deviceType(s) !== 'tap'
      ? refuse(s.line('lladdr'), '--lladdr can only be used in --dev tap mode')
      : undefined,
  s =>
    eachEntry(s, e =>
      clash(s, [e.line('tun-mtu'), e.line('link-mtu')], 'only one of --tun-mtu or --link-mtu may be defined'),
    ),
  s => datagramOnly(s, 'mtu-test', '--mtu-test only makes sense with --proto udp'),
  s => sameAddress(s),
  s => eachEntry(s, e => binding(s, e)),
  s => datagramOnly(s, 'fragment', '--fragment can only be used with --proto udp'),
  s =>
    s.since('2.6')
      ? undefined
      : datagramOnly(s, 'explicit-exit-notify', '--explicit-exit-notify can only be used with --proto udp'),
  s => eachEntry(s, e => proxies(s, e)),
  s =>
    s.entries.length > 1
      ? eachEntry(s, e =>
          e.proto === 'tcp-server'
            ? refuse(e.remote ?? e.line('proto'), 'TCP server mode allows at most one --remote address')
            : undefined,
        )
      : undefined,
  s =>
    s.server || !s.since('2.7') || (s.byName.get('local')?.length ?? 0) < 2
      ? undefined
      : refuse(s.line('local'), 'multiple --local statements only allowed in --server mode'),
]

function ambiguous(s: Situation, e: Entry): Complaint | undefined {
  if (e.proto !== 'tcp' || s.since('2.7')) return undefined
  return refuse(
    e.remote?.params[2] ? e.remote : e.line('proto'),
    '--proto tcp is ambiguous in this context. Please specify --proto tcp-server or --proto tcp-client',
  )
}

function datagramOnly(s: Situation, name: string, detail: string): Complaint | undefined {
  return eachEntry(s, e => {
    const line = e.line(name)
    if (!line || e.proto === 'udp' || numberOf(line.params[0], 1) === 0) return undefined
    return clash(s, [line, e.remote?.params[2] ? e.remote : (e.line('proto') ?? line)], detail)
  })
}

function sameAddress(s: Situation): Complaint | undefined {
  const own = s.line('ifconfig')
  const [local, remote] = own?.params ?? []
  const found = eachEntry(s, e => {
    const bound = e.line('local')
    if (bound && e.host === bound.params[0] && e.port === e.localPort && binds(s, e))
      return clash(s, [bound, e.remote], '--remote and --local addresses are the same')
    if (e.host !== undefined && (e.host === local || e.host === remote))
      return clash(s, [own, e.remote], '--local and --remote addresses must be distinct from --ifconfig addresses')
    if (bound && (bound.params[0] === local || bound.params[0] === remote))
      return clash(s, [own, bound], '--local addresses must be distinct from --ifconfig addresses')
    return undefined
  })
  if (found) return found
  return local !== undefined && local === remote
    ? refuse(own, 'local and remote/netmask --ifconfig addresses must be different')
    : undefined
}

const wantsBind = (e: Entry): boolean => ['local', 'lport', 'bind'].some(name => e.line(name) !== undefined)

/** Does the daemon bind a local port for this entry? */
function binds(s: Situation, e: Entry): boolean {
  if (e.line('nobind')) return false
  if (wantsBind(e)) return true
  if (e.proto === 'tcp-client' || (e.proto === 'udp' && e.line('socks-proxy'))) return false
  return !(s.pulls && s.since('2.6'))
}

function binding(s: Situation, e: Entry): Complaint | undefined {
  const nobind = e.line('nobind')
  const together =
    clash(s, [e.line('bind'), nobind], "--bind and --nobind can't be used together") ??
    clash(s, [e.line('local'), nobind], "--local and --nobind don't make sense when used together") ??
    clash(s, [e.line('lport'), nobind], "--lport and --nobind don't make sense when used together")
  if (together) return together
  if (e.host !== undefined) return undefined
  if (!binds(s, e))
    return demand(
      s.pulls ?? nobind ?? s.server ?? e.line('proto'),
      "--nobind doesn't make sense unless used with --remote",
    )
  return e.proto === 'tcp-client' ? demand(e.line('proto'), '--remote MUST be used in TCP Client mode') : undefined
}

function proxies(s: Situation, e: Entry): Complaint | undefined {
  const [http, socks, option] = [e.line('http-proxy'), e.line('socks-proxy'), e.line('http-proxy-option')]
  if ((http || option || e.line('http-proxy-user-pass')) && e.proto !== 'tcp-client')
    return refuse(
      http ?? option ?? e.line('http-proxy-user-pass'),
      '--http-proxy MUST be used in TCP Client mode (i.e. --proto tcp-client)',
    )
  if (!http && option) return demand(option, '--http-proxy not specified but other http proxy options present')
  if (socks && e.proto === 'tcp-server') return refuse(socks, '--socks-proxy can not be used in TCP Server mode')
  return clash(s, [http, socks], '--http-proxy can not be used together with --socks-proxy')
}
