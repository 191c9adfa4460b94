import type { Directive } from '../../../tree/index.ts'
import { parseIpv4, parseIpv6 } from '../loads/values/address.ts'
import { argumentAt, nameOf } from '../syntax.ts'

type Rules = readonly Directive[]

/**
 * Addresses from `first` up to before `beyond`: all 32 bits of IPv4, the first 48 of IPv6. Not `start` and `end`: the engine
 * would then keep the offsets of all spans as such large numbers, each in a place of its own.
 */
interface Range {
  readonly first: number
  readonly beyond: number
}

/** The addresses that clients have: no multicast of IPv4, the global ones of IPv6 (RFC 4291). */
const clients: Readonly<Record<'ipv4' | 'ipv6', Range>> = {
  ipv4: { first: 0, beyond: 224 * 2 ** 24 },
  ipv6: { first: 0x2000 * 2 ** 32, beyond: 0x4000 * 2 ** 32 },
}

/** Networks that are every address together need one of these: `0.0.0.0/1` and `128.0.0.0/1`. */
const wide = /\/[1-4]$/

/** So many rules are added up. */
const most = 1000

/**
 * The first of `allow` and `deny` that decides about a client of whom no list thought: `all`, a network of every address,
 * or the one with which the networks before it are every address. Undefined: no rule names such a client.
 */
export function decider(rules: Rules, family: 'ipv4' | 'ipv6'): Directive | undefined {
  const everyone = family === 'ipv4' ? /^(?:all|[\d.]+\/0)$/i : /^(?:all|[0-9a-f:.]+:[0-9a-f:.]*\/0)$/i
  const at = rules.findIndex(rule => everyone.test(argumentAt(rule, 0)))
  const narrow = at === -1 ? rules : rules.slice(0, at)
  const sum = narrow.some(rule => wide.test(argumentAt(rule, 0))) ? together(narrow, family) : undefined
  return sum ?? rules[at]
}

/** Of networks that leave nobody out: the last of those that decide about more than half. */
function together(rules: Rules, family: 'ipv4' | 'ipv6'): Directive | undefined {
  let left: readonly Range[] = [clients[family]]
  let allowed = 0
  for (const [at, rule] of rules.slice(0, most).entries()) {
    const range = rangeOf(argumentAt(rule, 0), family)
    const before = size(left)
    if (range) left = left.flatMap(one => without(one, range))
    if (nameOf(rule) === 'allow') allowed += before - size(left)
    if (left.length > 0) continue
    const name = allowed * 2 >= size([clients[family]]) ? 'allow' : 'deny'
    return rules.slice(0, at + 1).findLast(one => nameOf(one) === name)
  }
  return undefined
}

const size = (ranges: readonly Range[]): number => ranges.reduce((sum, { first, beyond }) => sum + beyond - first, 0)

const without = ({ first, beyond }: Range, gone: Range): readonly Range[] =>
  [
    { first, beyond: Math.min(beyond, gone.first) },
    { first: Math.max(first, gone.beyond), beyond },
  ].filter(each => each.first < each.beyond)

function rangeOf(network: string, family: 'ipv4' | 'ipv6'): Range | undefined {
  const [base = '', length] = network.split('/')
  const bits = family === 'ipv4' ? 32 : 48
  const prefix = length === undefined ? 128 : Number(length)
  const address = family === 'ipv4' ? parseIpv4(base) : first48(parseIpv6(base))
  if (address === undefined || !(prefix >= 0 && prefix <= bits)) return undefined
  const wideness = 2 ** (bits - prefix)
  const first = Math.floor(address / wideness) * wideness
  return { first, beyond: first + wideness }
}

const first48 = (groups: readonly number[] | undefined): number | undefined =>
  groups && (groups[0] ?? 0) * 2 ** 32 + (groups[1] ?? 0) * 2 ** 16 + (groups[2] ?? 0)
