import type { Call, Setter } from '../call.ts'
import { addPath } from '../paths.ts'
import { note, remember } from '../state.ts'
import { parseNumber, parseSize } from '../values/number.ts'
import { parseTime } from '../values/time.ts'
import { type Parameter, type ParameterTable, parameters } from './parameters.ts'

const page = 4096

interface ZoneErrors {
  readonly smallest: number
  readonly size: 'zone-size' | 'keys-zone-size'
  readonly small: 'zone-small' | 'keys-zone-small'
}

/** `zone=name:size`; remembers the name under `zone`. */
const namedZone =
  (errors: ZoneErrors): Parameter =>
  (call, at) => {
    const value = call.arg(at)
    const start = value.indexOf('=') + 1
    const colon = value.indexOf(':', start)
    const size = colon === -1 ? Number.NaN : parseSize(value.slice(colon + 1))
    if (Number.isNaN(size)) {
      call.failWord(errors.size, at)
      return false
    }
    if (size < errors.smallest) {
      call.failWord(errors.small, at)
      return false
    }
    found.set(call, { name: value.slice(start, colon), size })
    return true
  }

const found = new WeakMap<Call, { name: string; size: number }>()

/** What `zone=` has said in this statement. */
export function takenZone(call: Call): { readonly name: string; readonly size: number } | undefined {
  const zone = found.get(call)
  found.delete(call)
  return zone
}

const rate: Parameter = (call, at) => {
  const value = call.arg(at).slice('rate='.length)
  const text = value.endsWith('r/s') || value.endsWith('r/m') ? value.slice(0, -3) : value
  if (parseNumber(text) > 0) return true
  call.failWord('rate', at)
  return false
}

/** `zone=name:size` of at least eight pages. */
export const zoneTable: ParameterTable = {
  'zone=': namedZone({ smallest: 8 * page, size: 'zone-size', small: 'zone-small' }),
}

/** `limit_req_zone KEY zone=… rate=…`, `limit_conn_zone KEY zone=…`. */
function limitZone(table: ParameterTable): Setter {
  return call => {
    call.script(0)
    found.delete(call)
    if (call.refused || !parameters(call, { table, from: 1 })) return
    const zone = found.get(call)
    if (!zone || zone.name === '') return call.fail('needs-parameter', { parameter: 'zone' })
    const made = call.zone(zone.name, zone.size, call.entry.module)
    if (!made) return
    if (made.key !== undefined) call.fail('zone-bound', { zone: zone.name, key: made.key }, { other: made.directive })
    else made.key = call.arg(0)
  }
}

/** Where the zone of another use stands is refused before what follows it is read. */
const usedZone: Parameter = (call, at) => {
  const name = call.arg(at).slice('zone='.length)
  found.set(call, { name, size: 0 })
  return call.zone(name, 0, call.entry.module) !== undefined
}

const reqTable: ParameterTable = {
  'zone=': usedZone,
  'burst=': ['positive', 'burst'],
  'delay=': ['positive', 'delay'],
  nodelay: ['any'],
}

/** The same zone twice at one level is refused. */
function useZone(call: Call, name: string): boolean {
  const key = `${call.name} ${name}`
  if (note(call.frame, key)) {
    call.fail('duplicate')
    return false
  }
  remember(call.frame, key, true)
  return true
}

const limitReq: Setter = call => {
  found.delete(call)
  if (!parameters(call, { table: reqTable, from: 0 })) return
  const zone = takenZone(call)
  if (zone) useZone(call, zone.name)
  else call.fail('needs-parameter', { parameter: 'zone' })
}

const limitConn: Setter = call => {
  if (!call.zone(call.arg(0), 0, call.entry.module) || !useZone(call, call.arg(0))) return
  const value = parseNumber(call.arg(1))
  if (!(value > 0)) call.failWord('connections', 1)
  else if (value > 65535) call.failWord('connection-limit', 1)
}

const levels: Parameter = (call, at) => {
  if (/^levels=(?:[12](?::[12]){0,2})?$/.test(call.arg(at))) return true
  call.failWord('cache-levels', at)
  return false
}

const tempPath: Parameter = (call, at) => {
  const value = call.arg(at).slice('use_temp_path='.length)
  if (value === 'on' || value === 'off') return true
  call.failWord('use-temp-path', at)
  return false
}

const cacheTable: ParameterTable = {
  'levels=': levels,
  'use_temp_path=': tempPath,
  'keys_zone=': namedZone({ smallest: 2 * page, size: 'keys-zone-size', small: 'keys-zone-small' }),
  'inactive=': ['seconds', 'cache-inactive'],
  'max_size=': ['offset', 'cache-max-size'],
  'min_free=': ['offset', 'cache-min-free'],
  'loader_files=': ['number', 'cache-loader-files'],
  'loader_sleep=': ['ms', 'cache-loader-sleep'],
  'loader_threshold=': ['ms', 'cache-loader-threshold'],
  'manager_files=': ['number', 'cache-manager-files'],
  'manager_sleep=': ['ms', 'cache-manager-sleep'],
  'manager_threshold=': ['ms', 'cache-manager-threshold'],
}

const cachePath: Setter = call => {
  found.delete(call)
  if (!parameters(call, { table: cacheTable, from: 1 })) return
  const zone = found.get(call)
  if (!zone?.name) return call.fail('needs-parameter', { parameter: 'keys_zone' })
  addPath(call, `cache ${zone.name} ${call.directive.span.start} ${call.directive.file.path}`, '')
  const made = call.refused ? undefined : call.zone(zone.name, zone.size, call.entry.module)
  if (!made) return
  if (made.key !== undefined) return call.fail('zone-duplicate', { zone: zone.name }, { other: made.directive })
  made.key = call.name
  made.cramped = zone.size < 3 * page
}

const isStatus = (code: number): boolean => code >= 100 && code <= 599

const cacheValid: Setter = call => {
  const last = call.count - 1
  if (Number.isNaN(parseTime(call.arg(last), false))) return call.failWord('time-value', last)
  for (let at = 0; at < last; at++)
    if (call.arg(at) !== 'any' && !isStatus(parseNumber(call.arg(at)))) return call.failWord('status', at)
}

const openFileCache: ParameterTable = {
  'max=': ['positive'],
  'inactive=': ['seconds'],
  off: ['any'],
}

const fileCache: Setter = call => {
  const seen = parameters(call, { table: openFileCache, from: 0, unknown: 'open-file-cache' })
  if (seen && !seen.has('max=') && !seen.has('off')) call.fail('open-file-cache-max')
}

const logFileCache: Setter = call => {
  const table: ParameterTable = { ...openFileCache, 'min_uses=': ['positive'], 'valid=': ['seconds'] }
  const seen = parameters(call, { table, from: 0, unknown: 'open-log-file-cache' })
  if (seen && !seen.has('max=') && !seen.has('off')) call.fail('open-log-file-cache-max')
}

const certificateCache: Setter = call => {
  const table: ParameterTable = { ...openFileCache, 'valid=': ['seconds'] }
  const seen = parameters(call, { table, from: 0 })
  if (seen && !seen.has('max=') && !seen.has('off')) call.fail('cache-max')
}

/** Words that are no parameter are passed over. */
const threads: Setter = call => {
  const { pools } = call.state
  const name = call.arg(0)
  if (pools.has(name)) return call.failWord('pool-duplicate', 0)
  pools.add(name)
  let count = 0
  for (let at = 1; at < call.count; at++) {
    const value = call.arg(at)
    if (value.startsWith('threads=')) {
      count = parseNumber(value.slice(8))
      if (!(count > 0)) return call.failWord('threads', at)
    } else if (value.startsWith('max_queue=') && Number.isNaN(parseNumber(value.slice(10))))
      return call.failWord('max-queue', at)
  }
  if (count === 0) call.fail('needs-parameter', { parameter: 'threads' })
}

export const zoneSetters: Record<string, Setter> = {
  http_limit_req_zone: limitZone({ ...zoneTable, 'rate=': rate }),
  http_limit_conn_zone: limitZone(zoneTable),
  stream_limit_conn_zone: limitZone(zoneTable),
  http_limit_req: limitReq,
  http_limit_conn: limitConn,
  stream_limit_conn: limitConn,
  http_file_cache_set_slot: cachePath,
  http_file_cache_valid_set_slot: cacheValid,
  http_core_open_file_cache: fileCache,
  http_log_open_file_cache: logFileCache,
  stream_log_open_file_cache: logFileCache,
  http_ssl_certificate_cache: certificateCache,
  stream_ssl_certificate_cache: certificateCache,
  http_proxy_ssl_certificate_cache: certificateCache,
  stream_proxy_ssl_certificate_cache: certificateCache,
  http_grpc_ssl_certificate_cache: certificateCache,
  http_uwsgi_ssl_certificate_cache: certificateCache,
  thread_pool: threads,
}
