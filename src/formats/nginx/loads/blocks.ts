import type { Directive } from '../../../tree/index.ts'
import { nameOf } from '../syntax.ts'
import type { Call, Setter } from './call.ts'
import { wordOf } from './finish/effective.ts'
import { note, remember } from './state.ts'
import { parseIpv4, parseNetwork } from './values/address.ts'
import { acceptable, addName, bucketSize, fitsBucket } from './values/names.ts'
import { parseSize } from './values/number.ts'

/** Gives the included statements of one block, in the order the daemon reads them. */
export type Entries = (block: Directive) => Iterable<Directive>

/** Blocks whose statements go to a handler of their own: what the block is about, then each entry. */
export interface BlockHandler {
  /** Judges the block's own arguments; entries are read even when it refuses. */
  readonly head?: Setter
  /** A fresh judge of entries per block. */
  entries(call: Call): Judge
}

export interface Judge {
  (entry: Call): void
  /** At the `}`; `line` is where that stands. */
  end?(call: Call, line: number): void
}

/** The entry's own words are its name and arguments: problems point at the name or an argument. */
function failEntry(call: Call, id: Parameters<Call['fail']>[0], at: number, word?: string): undefined {
  const found = at === 0 ? call.directive.name : call.word(at - 1)
  call.fail(id, { word: word ?? found?.value ?? '' }, { word: found })
}

function makesVariable(at: number, source: number): Setter {
  return call => {
    if (source >= 0) call.script(source)
    if (call.refused) return
    const name = call.variable(at)
    if (name !== undefined) call.define(name, at)
  }
}

interface MapState {
  readonly keys: Set<string>
  defaults: number
  /** From `hostnames` on, keys are names with wildcards. */
  hostnames: boolean
  /** Bytes of the longest key that is no pattern. */
  longest: number
}

const isSwitch = (call: Call, names: readonly string[]): boolean =>
  call.count === 0 && names.includes(nameOf(call.directive))

const map: BlockHandler = {
  head: makesVariable(1, 0),
  entries: () => {
    const state: MapState = { keys: new Set(), defaults: 0, hostnames: false, longest: 0 }
    const judge: Judge = call => {
      if (!isSwitch(call, ['hostnames', 'volatile'])) mapEntry(call, state)
      else state.hostnames ||= nameOf(call.directive) === 'hostnames'
    }
    judge.end = call => checkBuckets(call, state.longest)
    return judge
  },
}

function mapEntry(call: Call, state: MapState): undefined {
  const key = nameOf(call.directive)
  if (call.count !== 1) return failEntry(call, 'map-parameters', 0)
  call.script(0)
  if (call.refused) return
  if (key === 'default') {
    if (state.defaults++ > 0) failEntry(call, 'map-default', 0)
  } else if (key.startsWith('~')) call.regex(key.slice(key[1] === '*' ? 2 : 1), -1)
  else addKey(call, state, key)
}

function addKey(call: Call, state: MapState, key: string): undefined {
  const { keys, hostnames } = state
  const bare = (key.startsWith('\\') ? key.slice(1) : key).toLowerCase()
  if (hostnames && !acceptable(bare)) return failEntry(call, 'map-hostname', 0, bare)
  const fresh = hostnames ? addName(keys, bare) : !keys.has(bare)
  if (!fresh) failEntry(call, 'map-conflict', 0, bare)
  keys.add(bare)
  if (!hostnames || !/^\.|\*/.test(bare)) state.longest = Math.max(state.longest, bytesOf(bare, call))
}

const bytesOf = (text: string, { directive }: Call): number =>
  directive.file.encoding === 'latin1' ? text.length : new TextEncoder().encode(text).length

/** A key that is longer than a bucket of the table. */
function checkBuckets(call: Call, longest: number): undefined {
  const size = bucketSize(parseSize(wordOf(call.frame.seen.get('map_hash_bucket_size')) ?? '64'))
  if (!fitsBucket(longest, size)) call.fail('hash-bucket-size', { hash: 'map_hash', size }, { line: null })
}

interface GeoState {
  ranges: boolean
  networks: boolean
}

const geo: BlockHandler = {
  head: call => {
    if (call.count === 2) {
      const source = call.variable(0)
      if (source === undefined) return
      call.use(source, 0)
    }
    makesVariable(call.count - 1, -1)(call)
  },
  entries: () => {
    const state: GeoState = { ranges: false, networks: false }
    return call => {
      if (isSwitch(call, ['ranges'])) {
        if (state.networks) failEntry(call, 'geo-ranges-first', 0)
        state.ranges = true
      } else if (!isSwitch(call, ['proxy_recursive', 'volatile'])) geoEntry(call, state)
    }
  },
}

function geoEntry(call: Call, state: GeoState): undefined {
  const key = nameOf(call.directive)
  if (call.count !== 1) return failEntry(call, 'geo-parameters', 0)
  if (!state.ranges && key !== 'proxy') state.networks = true
  if (key === 'default') return
  if (state.ranges) geoRange(call, key === 'delete' ? call.arg(0) : key)
  else geoNetwork(call, key, call.arg(0))
}

function geoRange(call: Call, text: string): undefined {
  const [low = '', high = ''] = text.split('-')
  const start = parseIpv4(low)
  const end = parseIpv4(high)
  if (start === undefined || end === undefined || start > end) failEntry(call, 'geo-range', 0, text)
}

function geoNetwork(call: Call, key: string, value: string): undefined {
  const network = key === 'delete' || key === 'proxy' ? value : key
  if (network === '255.255.255.255' || network === 'unix:') return
  const parsed = parseNetwork(network)
  if (!parsed) failEntry(call, 'geo-network', 0, network)
}

const splitClients: BlockHandler = {
  head: makesVariable(1, 0),
  entries: () => {
    let sum = 0
    const judge: Judge = call => {
      const key = nameOf(call.directive)
      if (key === '*') {
        // The rest goes there: nothing may follow that wants a share.
        sum = Math.max(sum, 10000)
        return
      }
      const found = /^(\d*)(?:\.(\d{0,2}))?%$/.exec(key)
      const value = found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : 0
      if (value === 0) return failEntry(call, 'percent', 0)
      sum += value
    }
    judge.end = (call, line) => {
      if (sum > 10000) call.fail('percent-total', {}, { line })
    }
    return judge
  },
}

const hexadecimal = (text: string): boolean => /^[0-9A-Fa-f]{1,2}$/.test(text)

const charsetMap: BlockHandler = {
  head: call => {
    const from = call.arg(0).toLowerCase()
    const to = call.arg(1).toLowerCase()
    if (from === to) return call.failWord('charset-same', 0)
    const key = `charset_map ${[from, to].sort().join(' ')}`
    if (note(call.frame, key)) call.fail('charset-duplicate', { from: call.arg(0), to: call.arg(1) })
    remember(call.frame, key, true)
  },
  entries: call => {
    const utf8 = call.arg(1).toLowerCase() === 'utf-8'
    return entry => {
      if (entry.count !== 1) return failEntry(entry, 'charset-parameters', 0)
      if (!hexadecimal(nameOf(entry.directive))) return failEntry(entry, 'bad-value', 0)
      const value = entry.arg(0)
      if (utf8 ? !/^(?:[0-9A-Fa-f]{2}){1,4}$/.test(value) : !hexadecimal(value)) failEntry(entry, 'bad-value', 1)
    }
  },
}

const types: BlockHandler = { entries: () => () => undefined }

/** By the block's name. */
export const blockHandlers: Readonly<Record<string, BlockHandler>> = {
  map,
  geo,
  split_clients: splitClients,
  charset_map: charsetMap,
  types,
}
