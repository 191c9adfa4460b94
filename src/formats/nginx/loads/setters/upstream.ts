import { atLeast } from '../../../../target/index.ts'
import type { Call, Setter } from '../call.ts'
import { problemAt } from '../problem.ts'
import { remember, report, type State, type Upstream, type WorldName } from '../state.ts'
import { parseNumber, parseSize } from '../values/number.ts'
import { parseUrl, type Url } from '../values/url.ts'
import { laterParameter, type Parameter, type ParameterTable, parameters, words } from './parameters.ts'

/** What a `*_pass` refers to: an upstream of that name, now or later, or an address. */
export interface Reference {
  readonly text: string
  readonly at: number
  readonly defaultPort?: number
  readonly uri?: boolean
}

/** Registers the use of an address or upstream. The address read, or undefined when it was refused. */
export function useUpstream(call: Call, { text, at, defaultPort = 0, uri = false }: Reference): Url | undefined {
  const url = parseUrl(text, { keepName: true, defaultPort, uri })
  if (url.error) {
    call.fail('upstream-address', { error: url.error, word: text }, { word: call.word(at) })
    return undefined
  }
  return addUpstream(call, url, at) ? url : undefined
}

function addUpstream(call: Call, url: Url, at: number): boolean {
  const { upstreams, implied, name } = call.world
  const key = url.host.toLowerCase()
  const known = upstreams.get(key)
  const list = known ?? []
  if (!known) upstreams.set(key, list)
  const defined = definedIn(list)
  if (defined && !url.noPort && url.family !== 'unix') {
    const options = { word: call.word(at), other: defined.directive }
    call.fail('upstream-port', { upstream: url.host, port: url.port }, options)
    return false
  }
  if (defined) return true
  // http{} takes an address without a port for the same as one with a port.
  const either = name === 'http' && (url.port ? implied.has(`${key} 0`) : list.length > 0)
  const place = `${key} ${url.port}`
  if (either || implied.has(place)) return true
  implied.add(place)
  list.push({ ...made(call, url.host, url.port), noPort: url.noPort || url.family === 'unix' })
  return true
}

/** A written group comes first in its list. */
const definedIn = (list: readonly Upstream[]): Upstream | undefined => (list[0]?.defined ? list[0] : undefined)

const made = (call: Call, name: string, port: number): Upstream => ({
  name,
  directive: call.directive,
  defined: false,
  port,
  noPort: true,
  servers: 0,
  primary: 0,
  backup: true,
  method: undefined,
  lacks: undefined,
})

/** `upstream name {`. */
export const upstream: Setter = call => {
  const name = call.arg(0)
  const { upstreams } = call.world
  const list = upstreams.get(name.toLowerCase()) ?? []
  upstreams.set(name.toLowerCase(), list)
  const twin = definedIn(list)
  if (twin) return call.fail('upstream-duplicate', { upstream: name }, { word: call.word(0), other: twin.directive })
  const used = list.find(entry => !entry.noPort)
  if (used)
    report(
      call.state,
      problemAt(used.directive, 'upstream-port', { upstream: name, port: used.port }, { other: call.directive }),
    )
  const group = { ...made(call, name, 0), defined: true }
  call.made = group
  list.unshift(group)
}

const needsBackup: Parameter = (call, at) => {
  if (call.frame.upstream?.backup !== false) return true
  call.failWord('upstream-parameter', at)
  return false
}

const serverParameters: ParameterTable = {
  'weight=': ['positive'],
  'max_conns=': ['number'],
  'max_fails=': ['number'],
  'fail_timeout=': ['seconds'],
  backup: needsBackup,
  down: ['any'],
}

const serverTables = new WeakMap<State, Partial<Record<WorldName, ParameterTable>>>()

function serverTable(call: Call): ParameterTable {
  const { name } = call.world
  const known = serverTables.get(call.state) ?? {}
  serverTables.set(call.state, known)
  known[name] ??= makeServerTable(name, call.state)
  return known[name]
}

/** The parameters with the version that brought them. */
function makeServerTable(name: WorldName, { target, assumed }: State): ParameterTable {
  const since = (text: string, table: ParameterTable): ParameterTable => {
    if (atLeast(target.nginx, text)) return table
    return assumed ? Object.fromEntries(Object.keys(table).map(each => [each, laterParameter(text)])) : {}
  }
  return {
    ...serverParameters,
    ...since('1.27.3', { resolve: ['any'], 'service=': ['any'] }),
    ...(name === 'http' ? since('1.29.6', { 'route=': ['any'], drain: ['any'] }) : {}),
    ...since('1.31.0', { 'slow_start=': ['seconds'] }),
  }
}

const server: Setter = call => {
  const { upstream: group } = call.frame
  const seen = parameters(call, { table: serverTable(call), from: 1 })
  if (group) {
    group.servers++
    if (!seen?.has('backup')) group.primary++
  }
  if (!seen) return
  const isStream = call.world.name === 'stream'
  const url = parseUrl(call.arg(0), { keepName: seen.has('resolve'), ...(isStream ? {} : { defaultPort: 80 }) })
  if (url.error) call.failWord('upstream-address', 0, { error: url.error })
  else if (isStream && url.noPort && url.family !== 'unix' && !seen.has('service='))
    call.failWord('upstream-no-port', 0)
  else if (url.unresolved) call.unresolved(0, 'upstream')
  if (seen.has('resolve') && url.family === 'name') remember(call.frame, 'resolve', call.directive)
}

function method(name: string, backup: boolean, inner?: Setter): Setter {
  return call => {
    inner?.(call)
    const { upstream: group } = call.frame
    if (!group || call.refused) return
    group.method = name
    group.backup = backup
  }
}

const keepalive: Setter = call => {
  const value = parseNumber(call.arg(0))
  const zero = atLeast(call.state.target.nginx, '1.29.7')
  if (Number.isNaN(value) || (value === 0 && !zero)) call.failWord('value-in', 0)
  else if (call.count === 2 && call.arg(1) !== 'local') call.failWord('parameter', 1)
}

const zone: Setter = call => {
  if (call.arg(0) === '') return call.failWord('zone-name', 0)
  const size = call.count === 2 ? parseSize(call.arg(1)) : 0
  if (Number.isNaN(size)) return call.failWord('zone-size', 1)
  if (call.count === 2 && size < 8 * 4096) return call.failWord('zone-small', 0)
  call.zone(call.arg(0), size, `${call.world.name} upstream`)
}

const hash = method('hash', false, call => {
  call.script(0)
  words(call, 1, ['consistent'])
})
const random = method('random', false, call => {
  if (call.count >= 1 && call.arg(0) !== 'two') call.failWord('parameter', 0)
  else if (call.count === 2 && call.arg(1) !== 'least_conn' && !isLeastTime(call)) call.failWord('parameter', 1)
})
const isLeastTime = (call: Call): boolean =>
  atLeast(call.state.target.nginx, '1.31.0') && /^least_time=(?:header|last_byte|connect|first_byte)$/.test(call.arg(1))
const leastTime = method('least_time', true, call => {
  if (!call.entry.detail.includes(call.arg(0)) && !/^(?:header|last_byte|connect|first_byte)$/.test(call.arg(0)))
    call.failWord('parameter', 0)
  else words(call, 1, ['inflight'])
})

export const upstreamSetters: Record<string, Setter> = {
  http_upstream: upstream,
  stream_upstream: upstream,
  http_upstream_server: server,
  stream_upstream_server: server,
  http_upstream_ip_hash: method('ip_hash', false),
  http_upstream_hash: hash,
  stream_upstream_hash: hash,
  http_upstream_random: random,
  stream_upstream_random: random,
  http_upstream_least_conn: method('least_conn', true),
  stream_upstream_least_conn: method('least_conn', true),
  http_upstream_least_time: leastTime,
  stream_upstream_least_time: leastTime,
  http_upstream_keepalive: keepalive,
  http_upstream_zone: zone,
  stream_upstream_zone: zone,
}
