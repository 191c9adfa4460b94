import { nameOf } from '../syntax.ts'
import type { Call } from './call.ts'
import { type BlockHandler, failEntry, isSwitch, type Judge, makesVariable } from './entries.ts'
import { wordOf } from './finish/effective.ts'
import { geo } from './geo.ts'
import type { MessageId } from './messages/index.ts'
import { extensions } from './setters/hash-keys.ts'
import { note, remember } from './state.ts'
import { acceptable, addName, bucketSize, fitsBucket, keyLength, largestBucket } from './values/names.ts'
import { parseSize } from './values/number.ts'

interface MapState {
  readonly keys: Set<string>
  defaults: number
  /** From `hostnames` on, keys are names with wildcards. */
  hostnames: boolean
  /** Bytes of the longest key that is no pattern. */
  longest: number
}

const map: BlockHandler = {
  head: makesVariable(1, 0),
  entries: () => {
    const state: MapState = { keys: new Set(), defaults: 0, hostnames: false, longest: 0 }
    const judge: Judge = call => {
      if (!isSwitch(call, ['hostnames', 'volatile'])) mapEntry(call, state)
      else state.hostnames ||= nameOf(call.directive) === 'hostnames'
    }
    judge.end = call => {
      if (state.keys.size > 0) checkBuckets(call, state.longest)
    }
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
  const length = bytesOf(bare, call) - bare.length + (hostnames ? keyLength(bare) : bare.length)
  state.longest = Math.max(state.longest, length)
}

const bytesOf = (text: string, { directive }: Call): number =>
  directive.file.encoding === 'latin1' ? text.length : new TextEncoder().encode(text).length

/** Sizes that no table can have, or a key that is longer than a bucket of the table. */
function checkBuckets(call: Call, longest: number): undefined {
  const { seen } = call.frame
  const size = bucketSize(parseSize(wordOf(seen.get('map_hash_bucket_size')) ?? '64'))
  const fail = (id: MessageId, params: { size: number }): undefined =>
    call.fail(id, { hash: 'map_hash', ...params }, { line: null })
  if (parseSize(wordOf(seen.get('map_hash_max_size')) ?? '2048') === 0) fail('hash-max-size', { size: 0 })
  else if (size > largestBucket) fail('hash-bucket-large', { size })
  else if (!fitsBucket(longest, size)) fail('hash-bucket-size', { size })
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

/** A hexadecimal number up to 255. */
const hexadecimal = (text: string): boolean => /^0*[0-9A-Fa-f]{1,2}$/.test(text)

/** Does a character that needs two or three bytes of UTF-8 stand at the beginning? */
function isUtf8(text: string): boolean {
  if (!/^(?:[0-9A-Fa-f]{2})+$/.test(text)) return false
  const bytes = text.match(/../g)?.map(pair => Number.parseInt(pair, 16)) ?? []
  const first = bytes[0] ?? 0
  const more = first >= 0xe0 ? 2 : 1
  if (first < 0xc2 || first >= 0xf0 || bytes.length <= more) return false
  const [, second = 0, third = 0x80] = bytes
  return second >= 0x80 && third >= 0x80 && (first !== 0xe0 || second % 64 >= 32)
}

const charsetMap: BlockHandler = {
  head: call => {
    const from = call.arg(0).toLowerCase()
    const to = call.arg(1).toLowerCase()
    if (from === to) return call.failWord('charset-same', 0, { other: call.arg(1) })
    const key = `charset_map ${[from, to].sort().join(' ')}`
    // The daemon compares with the first table only.
    const first = note<string>(call.frame, 'charset_map') ?? key
    if (first === key && note(call.frame, key)) call.fail('charset-duplicate', { from: call.arg(0), to: call.arg(1) })
    remember(call.frame, 'charset_map', first)
    remember(call.frame, key, true)
  },
  entries: call => {
    const utf8 = call.arg(1).toLowerCase() === 'utf-8'
    return entry => {
      if (entry.count !== 1) return failEntry(entry, 'charset-parameters', 0)
      if (!hexadecimal(nameOf(entry.directive))) return failEntry(entry, 'bad-value', 0)
      const value = entry.arg(0)
      if (utf8 ? !isUtf8(value) : !hexadecimal(value)) failEntry(entry, 'bad-value', 1)
    }
  },
}

const types: BlockHandler = {
  entries: () => call => {
    if (nameOf(call.directive) === 'include' && call.count !== 1) call.fail('arguments')
    else extensions(call)
  },
}

/** By the block's name. */
export const blockHandlers: Readonly<Record<string, BlockHandler>> = {
  map,
  geo,
  split_clients: splitClients,
  charset_map: charsetMap,
  types,
}
