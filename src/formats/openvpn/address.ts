/** What the daemon's address checks accept, textually; no look-ups. */

/**
 * inet_aton behind openvpn's own filter (digits and dots, at most 15 characters, no number above three digits):
 * the 32-bit value of `10.8.0.0`, and of short forms such as `10.8`.
 */
export function inetAton(text: string): number | undefined {
  if (text.length > 15 || !/^[0-9.]+$/.test(text)) return undefined
  const parts = text.split('.')
  if (parts.length > 4) return undefined
  let value = 0
  for (const [at, part] of parts.entries()) {
    const number = partValue(part)
    const final = at === parts.length - 1
    if (number === undefined || number >= (final ? 256 ** (5 - parts.length) : 256)) return undefined
    value += final ? number : number * 256 ** (3 - at)
  }
  return value
}

/** A leading zero means octal. */
function partValue(part: string): number | undefined {
  const octal = part.length > 1 && part.startsWith('0')
  if (part === '' || part.length > 3 || (octal && !/^[0-7]+$/.test(part))) return undefined
  return Number.parseInt(part, octal ? 8 : 10)
}

export const isIpv4 = (text: string): boolean => inetAton(text) !== undefined

/** Four decimal numbers, as people write addresses. */
export function isDottedQuad(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

export function isIpv6(text: string): boolean {
  const [address = '', ...zone] = text.split('%')
  if (zone.length > 1 || address.length > 45 || !/^[0-9a-fA-F:.]+$/.test(address)) return false
  const halves = address.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1)
  const dotted = last?.includes('.') ?? false
  if (dotted && !isDottedQuad(last as string)) return false
  const plain = dotted ? groups.slice(0, -1) : groups
  if (!plain.every(group => /^[0-9a-fA-F]{1,4}$/.test(group))) return false
  const count = plain.length + (dotted ? 2 : 0)
  return halves.length === 2 ? count <= 7 : count === 8
}

export const isAddress = (text: string): boolean => isIpv4(text) || isIpv6(text)

/** 32-bit value of a dotted quad; undefined for anything else. */
export function ipv4Value(text: string): number | undefined {
  if (!isDottedQuad(text)) return undefined
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

export const ipv4Text = (value: number): string =>
  [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.')

/** Leading one bits of a contiguous mask; undefined when the mask has holes or is no mask. */
export function maskLength(text: string): number | undefined {
  const value = inetAton(text)
  if (value === undefined) return undefined
  const inverted = ~value >>> 0
  return (inverted & (inverted + 1)) === 0 ? 32 - Math.log2(inverted + 1) : undefined
}

export const maskOf = (length: number): string => ipv4Text(length === 0 ? 0 : (-1 << (32 - length)) >>> 0)
