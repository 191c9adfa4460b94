const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values: Uint8Array = new Uint8Array(128).fill(255)
for (let at = 0; at < alphabet.length; at++) values[alphabet.charCodeAt(at)] = at

const isBlank = (code: number): boolean => code === 10 || code === 13 || code === 32 || code === 9

/** Bytes of base64 text between two offsets, blanks ignored; the offset of the first character that is none. */
export function decodeBase64(text: string, start: number, end: number): Uint8Array | { readonly wrong: number } {
  const bytes = new Uint8Array(Math.floor(((end - start) * 3) / 4) + 3)
  let length = 0
  let bits = 0
  let held = 0
  let padding = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (isBlank(code)) continue
    if (code === 61) {
      padding++
      continue
    }
    const value = code < 128 ? (values[code] as number) : 255
    if (value === 255 || padding > 0) return { wrong: at }
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (held >> bits) & 255
  }
  return padding > 2 ? { wrong: end } : bytes.subarray(0, length)
}
