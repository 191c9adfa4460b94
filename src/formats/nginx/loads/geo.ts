import { atLeast } from '../../../target/index.ts'
import { nameOf } from '../syntax.ts'
import type { Call } from './call.ts'
import { type BlockHandler, failEntry, isSwitch, makesVariable } from './entries.ts'
import { GeoRanges, type Range } from './geo-ranges.ts'
import { parseIpv4, parseNetwork } from './values/address.ts'

interface GeoState {
  ranges: GeoRanges | undefined
  networks: boolean
}

export const geo: BlockHandler = {
  head: call => {
    if (call.count === 2) {
      const source = call.variable(0)
      if (source === undefined) return
      call.use(source, 0)
    }
    makesVariable(call.count - 1, -1)(call)
  },
  entries: () => {
    const state: GeoState = { ranges: undefined, networks: false }
    return call => {
      if (isSwitch(call, ['ranges'])) {
        if (state.networks) failEntry(call, 'geo-ranges-first', 0)
        state.ranges ??= new GeoRanges()
      } else if (!isSwitch(call, switches(call))) entry(call, state)
    }
  },
}

/** Proxies are for http{} only. */
function switches({ world, state }: Call): readonly string[] {
  const names = world.name === 'http' ? ['proxy_recursive'] : []
  return atLeast(state.target.nginx, '1.29.3') ? [...names, 'volatile'] : names
}

function entry(call: Call, state: GeoState): undefined {
  const key = nameOf(call.directive)
  if (call.count !== 1) return failEntry(call, 'geo-parameters', 0)
  if (key === 'proxy' && call.world.name === 'http') return network(call, call.arg(0))
  if (!state.ranges) state.networks = true
  if (key === 'default') return
  const text = key === 'delete' ? call.arg(0) : key
  if (state.ranges) range(call, text, state.ranges)
  else network(call, text)
}

function readRange(text: string): Range | undefined {
  const dash = text.indexOf('-')
  const first = dash === -1 ? undefined : parseIpv4(text.slice(0, dash))
  const last = parseIpv4(text.slice(dash + 1))
  const good = first !== undefined && last !== undefined && first <= last && last < 2 ** 32 - 1
  return good ? { first, last } : undefined
}

function range(call: Call, text: string, ranges: GeoRanges): undefined {
  const found = readRange(text)
  if (!found) return failEntry(call, 'geo-range', 0, text)
  if (nameOf(call.directive) === 'delete') {
    ranges.delete(found)
    return
  }
  const known = ranges.add(found)
  if (known) call.fail('geo-overlap', { word: text, known }, { word: call.directive.name })
}

function network(call: Call, text: string): undefined {
  if (text === '255.255.255.255') return
  const parsed = parseNetwork(text)
  if (!parsed) failEntry(call, 'geo-network', 0, text)
}
