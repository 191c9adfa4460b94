import { atLeast } from '../../../../target/index.ts'
import type { Call, Setter } from '../call.ts'
import { note, remember } from '../state.ts'
import { parseNetwork, resolves } from '../values/address.ts'
import { acceptable, addName } from '../values/names.ts'
import { parseSize } from '../values/number.ts'
import { parseTime } from '../values/time.ts'
import { parseUrl } from '../values/url.ts'

/** `allow` and `deny`: an address or network; names are refused. */
const accessRule: Setter = call => {
  const value = call.arg(0)
  if (value === 'all' || value === 'unix:') return
  const network = parseNetwork(value)
  if (!network) call.failWord('parameter', 0)
  else if (network === 'low bits') call.warn('low-bits', 0)
}

/** `set_real_ip_from` and `debug_connection`: names are looked up. */
function trusted(what: string): Setter {
  return call => {
    const value = call.arg(0)
    if (value === 'unix:') return
    const network = parseNetwork(value)
    if (network === 'low bits') call.warn('low-bits', 0)
    if (network || resolves(value) === 'address') return
    if (resolves(value) === 'maybe') call.unresolved(0, what)
    else call.failWord('address-of', 0, { error: 'host not found', what })
  }
}

function resolverParameter(call: Call, at: number): boolean | undefined {
  const value = call.arg(at)
  const ipv4 = atLeast(call.state.target.nginx, '1.23.1') && value.startsWith('ipv4=')
  if (value.startsWith('valid=')) {
    if (!Number.isNaN(parseTime(value.slice(6), false))) return true
  } else if (value.startsWith('ipv6=') || ipv4) {
    if (value.endsWith('=on') || value.endsWith('=off')) return true
  } else if (value.startsWith('status_zone=')) return true
  else return undefined
  call.failWord('parameter-colon', at)
  return false
}

const resolver: Setter = call => {
  let servers = 0
  for (let at = 0; at < call.count; at++) {
    const known = resolverParameter(call, at)
    if (known === false) return
    if (known) continue
    const url = parseUrl(call.arg(at), { defaultPort: 53 })
    if (url.error) return call.failWord('address-of', at, { error: url.error, what: 'resolver' })
    if (url.unresolved) call.unresolved(at, 'resolver')
    servers++
  }
  if (servers === 0) return call.fail('resolver-empty')
  const values = call.directive.args.map(word => word.value)
  if (values.includes('ipv4=off') && values.includes('ipv6=off') && !call.refused) call.fail('resolver-off')
}

/** `off`, `none`, `builtin[:n]`, `shared:name:size`. */
const sessionCache: Setter = call => {
  for (let at = 0; at < call.count; at++) {
    const value = call.arg(at)
    if (value === 'off' || value === 'none' || value === 'builtin' || /^builtin:\d+$/.test(value)) continue
    const shared = /^shared:([^:]+):([^:]+)$/.exec(value)
    const size = shared ? parseSize(shared[2] as string) : Number.NaN
    if (!shared || Number.isNaN(size)) return call.failWord('session-cache', at)
    if (size < 8 * 4096) return call.failWord('session-cache-small', at)
    if (!call.zone(shared[1] as string, size, `${call.world.name} ssl`)) return
  }
}

const ocspCache: Setter = call => {
  const value = call.arg(0)
  if (value === 'off') return
  const shared = /^shared:([^:]+):([^:]+)$/.exec(value)
  const size = shared ? parseSize(shared[2] as string) : Number.NaN
  if (!shared || Number.isNaN(size)) call.failWord('ocsp-cache', 0)
  else if (size < 8 * 4096) call.failWord('ocsp-cache-small', 0)
  else call.zone(shared[1] as string, size, `${call.world.name} ocsp`)
}

const authHttp: Setter = call => {
  const value = call.arg(0)
  const url = parseUrl(value.replace(/^http:\/\//, ''), { defaultPort: 80, uri: true })
  if (url.error)
    call.failWord('address-of', 0, { error: url.error, what: 'auth_http', word: value.replace(/^http:\/\//, '') })
  else if (url.unresolved) call.unresolved(0, 'auth_http')
}

/** `server_name`: wildcards stand alone at one end. */
const serverName: Setter = call => {
  for (let at = 0; at < call.count; at++) {
    const value = call.arg(at)
    if (badWildcard(value)) return call.failWord('server-name', at)
    if (value.startsWith('~')) namePattern(call, at)
    else if (value.includes('/')) call.warn('server-name-suspicious', at)
    if (call.refused) return
    call.frame.server?.names.push({ value, directive: call.directive, at })
  }
}

function namePattern(call: Call, at: number): undefined {
  const value = call.arg(at)
  if (value.length === 1) return call.failWord('server-name-regex', at)
  const { captures } = call.regex(value.slice(1), at)
  if (call.frame.server) call.frame.server.captures = captures !== 0
}

/** `*` without a dot behind it, a lone dot, `*.` and the like. */
const badWildcard = (value: string): boolean =>
  (value[0] === '*' && (value.length < 3 || value[1] !== '.')) || (value[0] === '.' && value.length < 2)

const referers: Setter = call => {
  call.world.defined.add('invalid_referer')
  for (let at = 0; at < call.count && !call.refused; at++) {
    const value = call.arg(at)
    if (value === '') call.failWord('referer', at)
    else if (value === 'none' || value === 'blocked' || value === 'server_names') continue
    else if (value.startsWith('~')) {
      if (value.length === 1) call.failWord('regex-empty', at)
      else call.plainRegex(value.slice(1), at)
    } else refererName(call, at)
  }
}

/** A name may be given once per level, with whatever path. */
function refererName(call: Call, at: number): undefined {
  const value = call.arg(at).toLowerCase()
  const slash = value.indexOf('/')
  const name = slash === -1 ? value : value.slice(0, slash)
  const known = note<Set<string>>(call.frame, 'referers') ?? new Set<string>()
  remember(call.frame, 'referers', known)
  if (!acceptable(name)) call.failWord('hostname', at, { word: name })
  else if (!addName(known, name)) call.failWord('map-conflict', at, { word: name })
}

const streamPassAddress: Setter = call => {
  if (call.arg(0).includes('$')) return call.script(0)
  const url = parseUrl(call.arg(0), {})
  if (url.error) call.failWord('pass-address', 0, { error: url.error })
  else if (url.unresolved) call.unresolved(0, 'pass')
  else if (url.noPort && url.family !== 'unix') call.fail('pass-port')
}

/** Proxies whose word about the client's address is believed. */
const geoipProxy: Setter = call => {
  if (call.arg(0) === '255.255.255.255') return
  const network = parseNetwork(call.arg(0))
  if (!network) call.failWord('geo-network', 0)
  else if (network === 'low bits') call.warn('low-bits', 0)
}

const geoipData: Setter = call => {
  if (call.count === 2 && call.arg(1) !== 'utf8') call.failWord('parameter', 1)
}

export const addressSetters: Record<string, Setter> = {
  http_geoip_proxy: geoipProxy,
  http_geoip_country: geoipData,
  http_geoip_city: geoipData,
  http_geoip_org: geoipData,
  stream_geoip_country: geoipData,
  stream_geoip_city: geoipData,
  stream_geoip_org: geoipData,
  http_access_rule: accessRule,
  stream_access_rule: accessRule,
  http_realip_from: trusted('set_real_ip_from'),
  mail_realip_from: trusted('set_real_ip_from'),
  stream_realip_from: trusted('set_real_ip_from'),
  event_debug_connection: trusted('debug_connection'),
  http_core_resolver: resolver,
  http_upstream_resolver: resolver,
  mail_core_resolver: call => (call.arg(0) === 'off' ? undefined : resolver(call)),
  stream_core_resolver: resolver,
  stream_upstream_resolver: resolver,
  http_ssl_session_cache: sessionCache,
  mail_ssl_session_cache: sessionCache,
  stream_ssl_session_cache: sessionCache,
  http_ssl_ocsp_cache: ocspCache,
  stream_ssl_ocsp_cache: ocspCache,
  mail_auth_http: authHttp,
  http_core_server_name: serverName,
  stream_core_server_name: serverName,
  http_valid_referers: referers,
  stream_pass: streamPassAddress,
}
