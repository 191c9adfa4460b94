import { hex } from './der.ts'

/** An IPv4 or IPv6 address as text (RFC 5952); other lengths as hexadecimal digits. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return hex(bytes.subarray(0, 32))
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] as number))
  const text = groups.map(group => group.toString(16)).join(':')
  const zeros = (text.match(/(?<![\da-f])0(?::0)+(?![\da-f])/g) ?? []).sort((a, b) => b.length - a.length)[0]
  return zeros === undefined ? text : compressed(text, zeros)
}

function compressed(text: string, zeros: string): string {
  const at = new RegExp(`(?<![\\da-f])${zeros}(?![\\da-f])`).exec(text)?.index ?? 0
  const [head, tail] = [text.slice(0, at).replace(/:$/, ''), text.slice(at + zeros.length).replace(/^:/, '')]
  return `${head}::${tail}`
}
