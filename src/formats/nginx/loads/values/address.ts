import { parseNumber } from './number.ts'

/** An IPv4 address as four bytes in one number, undefined when it is none: three dots, each part at most 255. */
export function parseIpv4(text: string): number | undefined {
  let value = 0
  let octet = 0
  let dots = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      octet = octet * 10 + code - 48
      if (octet > 255) return undefined
    } else if (code === 46) {
      value = value * 256 + octet
      octet = 0
      dots++
    } else return undefined
  }
  return dots === 3 ? value * 256 + octet : undefined
}

/** The eight 16-bit groups of an IPv6 address without brackets, undefined when it is none. */
export function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2 || text === '') return undefined
  const [head, tail] = halves.map(groups)
  if (!head || (halves.length === 2 && !tail)) return undefined
  if (halves.length === 1) return head.length === 8 ? head : undefined
  const missing = 8 - head.length - (tail as number[]).length
  return missing < 1 ? undefined : [...head, ...Array<number>(missing).fill(0), ...(tail as number[])]
}

function groups(text: string): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const out: number[] = []
  for (const [at, part] of parts.entries()) {
    if (at === parts.length - 1 && part.includes('.')) {
      const v4 = parseIpv4(part)
      if (v4 === undefined) return undefined
      out.push(Math.floor(v4 / 65536), v4 % 65536)
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) out.push(Number.parseInt(part, 16))
    else return undefined
  }
  return out
}

/** The shortest spelling, the longest run of zeros as `::`. */
export function formatIpv6(address: readonly number[]): string {
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (start + length < 8 && address[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  const hex = address.map(group => group.toString(16))
  if (best.start === -1) return hex.join(':')
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`
}

export const formatIpv4 = (address: number): string =>
  `${(address >>> 24) & 255}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`

/** `low bits`: a network whose host bits are set, accepted with a warning. */
export type Network = 'ok' | 'low bits' | undefined

/** An address or network of `allow`, `set_real_ip_from`, `geo` …; undefined when it is none. */
export function parseNetwork(text: string): Network {
  const at = text.indexOf('/')
  const address = at === -1 ? text : text.slice(0, at)
  const v4 = parseIpv4(address)
  const v6 = v4 === undefined ? parseIpv6(address) : undefined
  // The daemon cannot tell the last address from a mistake.
  if ((v4 === undefined && !v6) || v4 === 2 ** 32 - 1) return undefined
  if (at === -1) return 'ok'
  const bits = parseNumber(text.slice(at + 1))
  if (Number.isNaN(bits) || bits > (v6 ? 128 : 32)) return undefined
  const low = v6 ? hostBits6(v6, bits) : (v4 as number) % 2 ** (32 - bits) !== 0
  return low ? 'low bits' : 'ok'
}

const hostBits6 = (address: readonly number[], bits: number): boolean =>
  address.some((group, at) => group % 2 ** Math.min(16, Math.max(0, (at + 1) * 16 - bits)) !== 0)

/** Decimal, octal behind `0`, hexadecimal behind `0x`. */
function part(text: string): number {
  if (/^0[xX][0-9a-fA-F]{1,8}$/.test(text)) return Number.parseInt(text, 16)
  if (/^0[0-7]{0,11}$/.test(text)) return Number.parseInt(text, 8)
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN
}

/** The short and other spellings of an IPv4 address that the resolver takes: `127.1`, `0x7f.1`, `2130706433`. */
export function parseShortIpv4(text: string): number | undefined {
  const parts = text.split('.').map(part)
  const last = parts.pop() as number
  if (parts.length > 3 || parts.some(value => !(value <= 255))) return undefined
  if (!(last < 256 ** (4 - parts.length))) return undefined
  return parts.reduce((sum, value, at) => sum + value * 256 ** (3 - at), last)
}

/** No zone has a number for its last label (`10.0.0.256`, RFC 3696), and nothing stands in `.invalid` (RFC 6761). */
const unregistered = /(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*|[iI][nN][vV][aA][lL][iI][dD])\.?$/

/**
 * Can a name be an address at all? `never`: the resolver refuses its form (blanks, slashes, brackets …) or no name
 * server has it, `address`: a short or hexadecimal IPv4 form (`127.1`), `maybe`: only the machine can tell.
 */
export function resolves(name: string): 'never' | 'maybe' | 'address' {
  if (name === 'localhost' || parseShortIpv4(name) !== undefined) return 'address'
  if (name === '' || name.length > 253 || !/^[A-Za-z0-9._-]+$/.test(name)) return 'never'
  return unregistered.test(name) ? 'never' : 'maybe'
}
