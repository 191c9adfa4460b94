import type { Call, Setter } from '../call.ts'
import { namedFile } from '../machine-files.ts'
import type { MessageId } from '../messages/index.ts'
import { parseSize } from '../values/number.ts'
import { parseTime } from '../values/time.ts'
import { data } from './files.ts'
import { type Parameter, type ParameterTable, parameters } from './parameters.ts'
import { takenZone, zoneTable } from './zones.ts'

/** Directives of the modules that Debian packages. */

const timeout: Parameter = (call, at) => {
  const good = parseTime(call.arg(at).slice('timeout='.length), false) > 0
  if (!good) call.failWord('timeout-value', at)
  return good
}

const lockParameters: ParameterTable = { ...zoneTable, 'timeout=': timeout }

const lockZone: Setter = call => {
  if (!parameters(call, { table: lockParameters, from: 0 })) return
  const zone = takenZone(call)
  if (!zone || zone.name === '') return call.fail('needs-parameter', { parameter: 'zone' })
  const made = call.zone(zone.name, zone.size, call.entry.module)
  if (!made) return
  if (made.key !== undefined) call.fail('zone-duplicate', { zone: zone.name }, { other: made.directive })
  else made.key = ''
}

const lock: Setter = call => {
  const value = call.arg(0)
  if (!value.startsWith('zone=')) return call.failWord('parameter', 0)
  call.zone(value.slice(5), 0, call.entry.module)
}

const refuse = (call: Call, id: MessageId, word: string): undefined => call.fail(id, { word }, { line: null })

/** What stands behind `-s`: statuses with blanks between them. */
function statuses(call: Call, at: number): boolean {
  const [digit] = /[^0-9 ]/.exec(call.arg(at)) ?? []
  if (digit === undefined) return true
  call.fail('header-status', { word: call.arg(at), digit }, { word: call.word(at), line: null })
  return false
}

/** The argument at which the next header or option stands; undefined when the option is refused. */
function option(call: Call, at: number): number | undefined {
  const value = call.arg(at)
  const known = call.name.includes('input') ? ['-t', '-r'] : ['-t', '-s']
  // Newer than the module of Debian 12.
  const newer = value === '-a' && call.name === 'more_set_headers' && !call.state.modular
  if (!newer && !known.includes(value)) return refuse(call, 'header-option', value)
  if (value !== '-t' && value !== '-s') return at + 1
  if (at + 1 === call.count) return refuse(call, 'header-option-empty', value)
  return value === '-t' || statuses(call, at + 1) ? at + 2 : undefined
}

/** `[-s statuses] [-t types] [-r] [-a] 'Name: value' …`: variables count behind the colon of a header only. */
const headers: Setter = call => {
  const sets = call.name.startsWith('more_set_')
  for (let at: number | undefined = 0; at !== undefined && at < call.count && !call.refused; ) {
    const value = call.arg(at)
    const colon = value.indexOf(':')
    if (value.startsWith('-')) at = option(call, at)
    else {
      if (sets && colon !== -1) call.scriptText(value.slice(colon + 1), at)
      at++
    }
  }
}

export const thirdPartySetters: Record<string, Setter> = {
  http_dav_ext_lock_zone: lockZone,
  http_dav_ext_lock: lock,
  http_headers_more: headers,
}

/** Each dictionary once, whatever its size. */
const sharedDictionary: Setter = call => {
  const [zone, size] = [call.arg(0), parseSize(call.arg(1))]
  if (!(size > 8191)) return call.failWord('shared-dictionary-size', 1)
  const made = call.zone(zone, size, call.entry.module)
  if (!made) return
  if (made.key !== undefined) call.fail('shared-dictionary-duplicate', { zone }, { other: made.directive })
  else made.key = ''
}

/** What is known of modules whose other statements have no setters here. */
export const modulePosts: Readonly<Record<string, Setter>> = {
  geoip2: data,
  js_import: call => namedFile(call.directive, call.arg(call.count === 3 ? 2 : 0), call.state),
  lua_shared_dict: sharedDictionary,
}
