import { parseIpv4, parseIpv6 } from '../../formats/nginx/loads/values/address.ts'

/** Does an address lie in a network, `10.0.0.0/8` or `fd00::/8`, or is it that very address? False for anything else. */
export function within(address: string, network: string): boolean {
  const [base = '', length, more] = network.split('/')
  const [own, other] = [groupsOf(address), groupsOf(base)]
  if (!own || own.length !== other?.length || more !== undefined) return false
  const bits = length === undefined ? own.length * 16 : /^\d{1,3}$/.test(length) ? Number(length) : Infinity
  return bits <= own.length * 16 && own.every((group, at) => shared(group, other[at] ?? 0) >= bits - at * 16)
}

function groupsOf(text: string): readonly number[] | undefined {
  const v4 = parseIpv4(text)
  return v4 === undefined ? parseIpv6(text) : [Math.floor(v4 / 65536), v4 % 65536]
}

/** Leading bits that two groups have in common; no end to it when they are equal. */
const shared = (a: number, b: number): number => (a === b ? Infinity : Math.clz32(a ^ b) - 16)
