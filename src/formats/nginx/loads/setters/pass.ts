import { atLeast } from '../../../../target/index.ts'
import type { Call, Setter } from '../call.ts'
import { note, remember } from '../state.ts'
import { parseIpv4, parseIpv6 } from '../values/address.ts'
import { parseNumber } from '../values/number.ts'
import { useUpstream } from './upstream.ts'

const noUri = (call: Call): boolean => {
  const { location, context } = call.frame
  return (
    context === 'limit_except' ||
    context === 'if-in-location' ||
    (location?.kind ?? 'prefix') === 'regex' ||
    location?.kind === 'named'
  )
}

const proxyPass: Setter = call => {
  const value = call.arg(0)
  if (value.includes('$')) return call.script(0)
  const found = /^[hH][tT][tT][pP][sS]?:\/\//.exec(value)?.[0]
  if (!found) return call.failWord('url-prefix', 0)
  const port = found.length === 8 ? 443 : 80
  const url = useUpstream(call, { text: value.slice(found.length), at: 0, defaultPort: port, uri: true })
  if (url && url.uri !== '' && noUri(call)) call.fail('pass-uri', {}, { word: call.word(0) })
}

/** `fastcgi_pass` and its relatives: an address or upstream behind one of the schemes, or alone. */
function plainPass(...schemes: string[]): Setter {
  return call => {
    const value = call.arg(0)
    if (value.includes('$')) return call.script(0)
    const scheme = schemes.find(text => value.toLowerCase().startsWith(text)) ?? ''
    useUpstream(call, { text: value.slice(scheme.length), at: 0 })
  }
}

/** Takes no variables; the key comes from `$memcached_key`. */
const memcachedPass: Setter = call => {
  if (useUpstream(call, { text: call.arg(0), at: 0 })) call.use('memcached_key', 0)
}

const redirect: Setter = call => {
  const { frame } = call
  const before = note(frame, 'proxy_redirect')
  const first = call.arg(0)
  if (before === 'off') return call.fail('duplicate')
  if (call.count === 1 && first === 'off') {
    if (before) call.fail('duplicate')
    remember(frame, 'proxy_redirect', 'off')
    return
  }
  remember(frame, 'proxy_redirect', 'on')
  if (call.count === 1 && first !== 'default') return call.failWord('parameter', 0)
  if (call.count === 1) {
    const pass = frame.seen.get('proxy_pass')
    if (!pass) call.fail('redirect-order')
    else if (pass.args[0]?.value.includes('$')) call.fail('redirect-variables')
    return
  }
  pattern(call, first, 0)
  call.script(1)
}

/** A regular expression behind `~` or `~*`, else a value with variables. */
function pattern(call: Call, text: string, at: number): undefined {
  if (text.startsWith('~')) call.regex(text.slice(text[1] === '*' ? 2 : 1), at)
  else call.script(at)
}

/** `proxy_cookie_domain`, `proxy_cookie_path`, `proxy_cookie_flags`: `off` stands alone; only paths know `~*`. */
const cookie: Setter = call => {
  const state = note(call.frame, call.name)
  const off = call.count === 1 && call.arg(0) === 'off'
  if (state === 'off' || (off && state === 'on')) return call.fail('duplicate')
  remember(call.frame, call.name, off ? 'off' : 'on')
  if (off) return
  if (call.count === 1) return call.failWord('parameter', 0)
  if (call.name !== 'proxy_cookie_path' && call.arg(0).startsWith('~')) call.regex(call.arg(0).slice(1), 0)
  else pattern(call, call.arg(0), 0)
  for (let at = 1; at < call.count; at++) call.script(at)
}

const store: Setter = call => {
  const [family] = call.name.split('_')
  const cache = `${family}_cache`
  const value = call.arg(0)
  if (value === 'off') return
  const other = call.frame.seen.get(cache)
  if (other && other.args[0]?.value !== 'off') return call.fail('incompatible', { other: cache }, { other })
  if (value !== 'on') call.script(0)
}

const cache: Setter = call => {
  const value = call.arg(0)
  if (value === 'off') return
  const storeName = call.name.replace('_cache', '_store')
  const other = call.frame.seen.get(storeName)
  if (other && other.args[0]?.value !== 'off') return call.fail('incompatible', { other: storeName }, { other })
  if (value.includes('$')) return call.script(0)
  call.zone(value, 0, call.entry.module)
}

const bind: Setter = call => {
  const value = call.arg(0)
  if (call.count === 1 && value === 'off') return
  if (value.includes('$')) call.script(0)
  else if (!bindAddress(value, atLeast(call.state.target.nginx, '1.27.3'))) return call.failWord('address', 0)
  if (call.count === 2 && call.arg(1) !== 'transparent') call.failWord('parameter', 1)
}

/** An address, or one with a port: then, or in later versions, brackets may stand around it. Names are not looked up. */
function bindAddress(value: string, brackets: boolean): boolean {
  if (isAddress(value) || (brackets && /^\[.+\]$/.test(value) && isAddress(value.slice(1, -1)))) return true
  const bracket = value[0] === '[' ? 1 : 0
  const end = value.indexOf(bracket ? ']:' : ':')
  return end !== -1 && isPort(value.slice(end + bracket + 1)) && isAddress(value.slice(bracket, end))
}

const isAddress = (text: string): boolean =>
  parseIpv6(text) !== undefined || (parseIpv4(text) !== undefined && text !== '255.255.255.255')

const isPort = (text: string): boolean => parseNumber(text) >= 1 && parseNumber(text) <= 65535

const param: Setter = call => {
  if (call.count === 3 && call.arg(2) !== 'if_not_empty') call.failWord('parameter', 2)
  else call.lateScript(1)
}

const splitPath: Setter = call => {
  const pattern = call.regex(call.arg(0), 0)
  if (!call.refused && pattern.captures !== -1 && pattern.captures !== 2) call.failWord('captures', 0)
}

const alone = (...names: string[]): Record<string, Setter> =>
  Object.fromEntries(
    names.flatMap(name => [
      [`http_${name}_store`, store],
      [`http_${name}_cache`, cache],
    ]),
  )

const streamPass: Setter = call => {
  if (call.arg(0).includes('$')) return call.script(0)
  useUpstream(call, { text: call.arg(0), at: 0 })
}

export const passSetters: Record<string, Setter> = {
  http_proxy_pass: proxyPass,
  http_fastcgi_pass: plainPass(),
  http_scgi_pass: plainPass(),
  http_memcached_pass: memcachedPass,
  http_uwsgi_pass: plainPass('uwsgi://', 'suwsgi://'),
  http_grpc_pass: plainPass('grpc://', 'grpcs://'),
  stream_proxy_pass: streamPass,
  http_proxy_redirect: redirect,
  http_proxy_cookie_domain: cookie,
  http_proxy_cookie_path: cookie,
  http_proxy_cookie_flags: cookie,
  http_upstream_bind_set_slot: bind,
  stream_proxy_bind: bind,
  http_upstream_param_set_slot: param,
  http_fastcgi_split_path_info: splitPath,
  ...alone('proxy', 'fastcgi', 'scgi', 'uwsgi'),
}
