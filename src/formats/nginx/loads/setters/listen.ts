import { atLeast } from '../../../../target/index.ts'
import type { Call, Setter } from '../call.ts'
import { remember, type ServerFrame, type Socket, type State, type WorldName } from '../state.ts'
import { parseNumber, toInt32 } from '../values/number.ts'
import { parseTime } from '../values/time.ts'
import { parseUrl, type Url } from '../values/url.ts'
import { laterParameter, type Parameter, type ParameterTable, parameters } from './parameters.ts'

const any: Parameter = ['any']

const keepalive: Parameter = (call, at) => {
  const value = call.arg(at).slice('so_keepalive='.length)
  if (value === 'on' || value === 'off') return true
  const parts = value.split(':')
  const [idle = '', interval = '', count = ''] = parts
  const kept = [idle, interval].map(text => (text === '' ? 0 : toInt32(text, parseTime(text, false))))
  kept.push(count === '' ? 0 : toInt32(count, parseNumber(count)))
  const good = parts.length <= 3 && !kept.includes(-1) && kept.some(number => number !== 0)
  if (!good) call.failWord('listen-keepalive', at, { value })
  return good
}

const ipv6only: Parameter = (call, at) => {
  const value = call.arg(at).slice('ipv6only='.length)
  if (value === 'on' || value === 'off') return true
  if (value.startsWith('o')) call.failWord('listen-ipv6only', at, { value })
  else call.failWord(call.entry.module === 'ngx_http_core_module' ? 'parameter' : 'listen-parameter', at)
  return false
}

const common: ParameterTable = {
  bind: any,
  'backlog=': ['socket-positive', 'listen-backlog'],
  'rcvbuf=': ['socket-size', 'listen-rcvbuf'],
  'sndbuf=': ['socket-size', 'listen-sndbuf'],
  'ipv6only=': ipv6only,
  ssl: any,
  'so_keepalive=': keepalive,
}

const network: ParameterTable = {
  ...common,
  'fastopen=': ['socket-number', 'listen-fastopen'],
  'accept_filter=': any,
  deferred: any,
  reuseport: any,
  proxy_protocol: any,
}

const http: ParameterTable = { ...network, default_server: any, default: any, http2: any }
const stream: ParameterTable = { ...network, udp: any }
const later: readonly string[] = ['accept_filter=', 'deferred']

const tables = new WeakMap<State, Partial<Record<WorldName, ParameterTable>>>()

/** Parameters by world and version. */
function tableFor(call: Call): ParameterTable {
  const { name } = call.world
  const known = tables.get(call.state) ?? {}
  tables.set(call.state, known)
  known[name] ??= makeTable(name, call.state)
  return known[name]
}

/** The parameters with the version that brought them. */
function makeTable(name: WorldName, { target, assumed }: State): ParameterTable {
  const version = target.nginx
  const since = (text: string, ...names: string[]): ParameterTable => {
    const known = atLeast(version, text)
    return known || assumed ? Object.fromEntries(names.map(each => [each, known ? any : laterParameter(text)])) : {}
  }
  if (name === 'http') return { ...http, ...since('1.25.0', 'quic'), ...since('1.29.7', 'multipath') }
  if (name === 'stream') {
    const known = Object.entries(stream).filter(([each]) => atLeast(version, '1.25.5') || !later.includes(each))
    return { ...Object.fromEntries(known), ...since('1.25.5', 'default_server'), ...since('1.29.7', 'multipath') }
  }
  return { ...common, ...since('1.19.8', 'proxy_protocol') }
}

/** Do servers share sockets? Where they do not, every address may be used once only. */
const isVirtual = ({ world, state }: Call): boolean =>
  world.name === 'http' || (world.name === 'stream' && atLeast(state.target.nginx, '1.25.5'))

/** Parameters that make it a socket of its own with its own options. */
const options = [
  'bind',
  'fastopen=',
  'backlog=',
  'rcvbuf=',
  'sndbuf=',
  'accept_filter=',
  'deferred',
  'ipv6only=',
  'reuseport',
  'so_keepalive=',
  'multipath',
]

const incompatible: Record<string, readonly string[]> = {
  quic: [
    'accept_filter=',
    'backlog=',
    'deferred',
    'fastopen=',
    'multipath',
    'so_keepalive=',
    'ssl',
    'http2',
    'proxy_protocol',
  ],
  udp: ['accept_filter=', 'backlog=', 'deferred', 'fastopen=', 'multipath', 'ssl', 'so_keepalive=', 'proxy_protocol'],
}

const transports: readonly string[] = Object.keys(incompatible)

function checkIncompatible(call: Call, seen: ReadonlySet<string>): boolean {
  for (const transport of transports) {
    if (!seen.has(transport)) continue
    const names = incompatible[transport] as readonly string[]
    const clash = names.find(name => seen.has(name))
    if (clash === undefined) continue
    call.fail('listen-incompatible', { parameter: clash.replace('=', ''), transport })
    return false
  }
  return true
}

/** `*:80` is `0.0.0.0:80` in the daemon's messages. */
const addressText = (url: Url, port: number): string => (url.family === 'unix' ? url.host : `${url.host}:${port}`)

/** The parameters that were written, by name; undefined when one of them was refused. */
function readParameters(call: Call): ReadonlySet<string> | undefined {
  const plain = isVirtual(call) || atLeast(call.state.target.nginx, '1.25.5')
  const unknown = plain ? 'parameter' : 'listen-parameter'
  return parameters(call, { table: tableFor(call), from: 1, unknown })
}

/** The same address stands in thousands of servers. */
const addresses = new Map<string, Url>()

function readAddress(text: string, defaultPort: number): Url {
  const key = `${text} ${defaultPort}`
  const found = addresses.get(key)
  if (found) return found
  const url = parseUrl(text, { listen: true, defaultPort })
  if (addresses.size > 1000) addresses.clear()
  addresses.set(key, url)
  return url
}

const setter: Setter = call => {
  const url = readAddress(call.arg(0), call.world.name === 'http' ? 80 : 0)
  const server = call.frame.server as ServerFrame
  const error = url.error ?? (url.unresolved && tableFor(call)[url.host] ? 'host not found' : undefined)
  if (error) {
    call.failWord('listen-address', 0, { error })
    server.listens.push(unusable(call))
    return
  }
  const seen = readParameters(call)
  if (seen && checkIncompatible(call, seen)) deprecated(call, seen)
  if (url.unresolved) call.unresolved(0, 'listen')
  if (!seen || url.unresolved) {
    server.listens.push(unusable(call))
    return
  }
  for (let port = url.port; port <= Math.max(url.port, Math.min(url.lastPort, url.port + 65535)); port++)
    addSocket(call, addressText(url, port) + (seen.has('udp') || seen.has('quic') ? '/udp' : ''), seen)
}

const unusable = (call: Call): Socket => ({
  address: '',
  directive: call.directive,
  servers: [],
  default: call.frame,
  explicit: false,
  options: undefined,
  ssl: undefined,
  quic: undefined,
})

function deprecated(call: Call, seen: ReadonlySet<string>): undefined {
  if (seen.has('http2') && atLeast(call.state.target.nginx, '1.25.1')) {
    const at = call.directive.args.findIndex(word => word.value === 'http2')
    call.warn('listen-http2-deprecated', at)
  }
}

function addSocket(call: Call, key: string, seen: ReadonlySet<string>): undefined {
  const { world, frame, directive } = call
  const address = key.endsWith('/udp') ? key.slice(0, -4) : key
  const known = world.sockets.get(key)
  const socket: Socket = known ?? { ...unusable(call), address }
  if (!known) world.sockets.set(key, socket)
  frame.server?.listens.push(socket)
  if (known && !isVirtual(call)) call.fail('listen-pair', { address }, { other: known.directive })
  else if (known?.servers.at(-1) === frame) call.fail('listen-duplicate', { address }, { other: known.directive })
  else {
    socket.servers.push(frame)
    share(call, socket, { seen, address, first: !known })
  }
  if (seen.has('ssl')) socket.ssl ??= directive
  if (seen.has('quic')) socket.quic ??= directive
}

interface Sharing {
  readonly seen: ReadonlySet<string>
  readonly address: string
  readonly first: boolean
}

/** Socket options may be stated once, and one server at most may claim to be the default. */
function share(call: Call, socket: Socket, { seen, address, first }: Sharing): undefined {
  const set = seen.size > 0 && options.some(name => seen.has(name))
  if (!first && set && socket.options) {
    call.fail('listen-options', { address }, { other: socket.options })
    return
  }
  if (set) socket.options = call.directive
  if (!seen.has('default_server') && !seen.has('default')) return
  if (socket.explicit) call.fail('listen-default', { address }, { other: socket.default.directive })
  else {
    socket.explicit = true
    socket.default = call.frame
  }
}

export const listenSetters: Record<string, Setter> = {
  http_core_listen: setter,
  stream_core_listen: setter,
  mail_core_listen: call => {
    setter(call)
    const port = parseUrl(call.arg(0), { listen: true }).port
    if (mailPorts.includes(port)) remember(call.frame, 'protocol', port)
  },
}

/** pop3, imap and smtp by their well-known ports; elsewhere `protocol` must say. */
const mailPorts = [110, 995, 143, 993, 25, 465, 587]
