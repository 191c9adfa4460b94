import type { Family, Reach } from '../model.ts'

/** The address part of a `listen`. */
export interface Address {
  /** `*`, `127.0.0.1`, `[::1]`, `unix:/run/x.sock`, `app.internal`; equal addresses have equal texts. */
  readonly address: string
  /** First and last port; 0 for unix sockets. */
  readonly from: number
  readonly to: number
  readonly family: Family
}

/** Reads `80`, `*:80`, `127.0.0.1`, `[::]:443`, `localhost:8080`, `8000-8003`, `unix:/run/x.sock`. Never fails. */
export function readAddress(text: string, defaultPort: number): Address {
  if (text.slice(0, 5).toLowerCase() === 'unix:') return { address: text, from: 0, to: 0, family: 'unix' }
  if (/^\d+(?:-\d+)?$/.test(text)) return { address: '*', ...ports(text, defaultPort), family: 'ipv4' }
  if (text.startsWith('[')) return readIpv6(text, defaultPort)
  const at = text.lastIndexOf(':')
  const host = (at === -1 ? text : text.slice(0, at)).toLowerCase()
  const { from, to } = ports(at === -1 ? '' : text.slice(at + 1), defaultPort)
  const address = named.get(host) ?? host
  return { address, from, to, family: address === '*' || isIpv4(address) ? 'ipv4' : 'name' }
}

function readIpv6(text: string, defaultPort: number): Address {
  const end = text.indexOf(']')
  const host = end === -1 ? text.slice(1) : text.slice(1, end)
  const port = text[end + 1] === ':' ? text.slice(end + 2) : ''
  return { address: `[${shortIpv6(host)}]`, ...ports(port, defaultPort), family: 'ipv6' }
}

/** What other spellings of an address mean. */
const named: ReadonlyMap<string, string> = new Map([
  ['', '*'],
  ['0.0.0.0', '*'],
  ['localhost', '127.0.0.1'],
])

const isIpv4 = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(host)

function ports(text: string, fallback: number): { from: number; to: number } {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text)
  if (!found) return { from: fallback, to: fallback }
  const from = Number(found[1])
  return { from, to: found[2] === undefined ? from : Math.max(from, Math.min(65535, Number(found[2]))) }
}

/** The 8 groups of an IPv6 address as numbers, or undefined. A final dotted quad counts as two groups. */
export function ipv6Groups(text: string): number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const read = (half: string): number[] => (half === '' ? [] : half.split(':').flatMap(readGroup))
  const head = read(halves[0] as string)
  const tail = halves.length === 2 ? read(halves[1] as string) : []
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail]
  return groups.every(group => group >= 0 && group <= 0xffff) ? groups : undefined
}

function readGroup(text: string): number[] {
  const quad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!quad) return [/^[0-9a-f]{1,4}$/i.test(text) ? Number.parseInt(text, 16) : -1]
  const [a, b, c, d] = quad.slice(1).map(Number) as [number, number, number, number]
  return [a, b, c, d].every(byte => byte < 256) ? [a * 256 + b, c * 256 + d] : [-1]
}

/** The one usual spelling: lower case, the longest run of zeros as `::`. Texts that are no address stay. */
function shortIpv6(text: string): string {
  const groups = ipv6Groups(text)
  if (!groups) return text.toLowerCase()
  let best = { start: -1, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > best.length) best = { start, length }
  }
  const hex = groups.map(group => group.toString(16))
  if (best.start === -1) return hex.join(':')
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`
}

/** Who can reach a socket at that address. */
export function reachOf(address: string, family: Family): Reach {
  if (family === 'unix') return 'unix'
  if (family === 'ipv4') return reachOfIpv4(address)
  return family === 'ipv6' ? reachOfIpv6(address.slice(1, -1)) : 'public'
}

function reachOfIpv4(address: string): Reach {
  const [a = -1, b = -1] = address.split('.').map(Number)
  if (a === 127) return 'loopback'
  const local = a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)
  return local || (a === 169 && b === 254) || (a === 100 && b >= 64 && b < 128) ? 'private' : 'public'
}

function reachOfIpv6(address: string): Reach {
  const groups = ipv6Groups(address)
  if (!groups) return 'public'
  if (groups.slice(0, 7).every(group => group === 0) && groups[7] === 1) return 'loopback'
  const first = groups[0] as number
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 ? 'private' : 'public'
}
