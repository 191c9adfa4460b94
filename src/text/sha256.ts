/** Primes 2 to 311: the constants are the first 32 bits of the fractions of their roots (FIPS 180-4). */
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n)
  return found
}

const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) >>> 0
const initial = (): readonly number[] => primes(8).map(prime => fraction(Math.sqrt(prime)))

let known: readonly number[] | undefined

function constants(): readonly number[] {
  known ??= primes(64).map(prime => fraction(Math.cbrt(prime)))
  return known
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** SHA-256 of bytes as 64 hexadecimal digits, as `sha256sum` prints it. */
export function sha256(bytes: Uint8Array): string {
  const data = padded(bytes)
  const state = Uint32Array.from(initial())
  const words = new Uint32Array(64)
  for (let at = 0; at < data.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) words[i] = data.getUint32(at + 4 * i)
    compress(state, words)
  }
  return [...state].map(word => word.toString(16).padStart(8, '0')).join('')
}

function padded(bytes: Uint8Array): DataView {
  const size = (Math.floor((bytes.length + 8) / 64) + 1) * 64
  const block = new Uint8Array(size)
  block.set(bytes)
  block[bytes.length] = 0x80
  const view = new DataView(block.buffer)
  view.setUint32(size - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(size - 4, (bytes.length * 8) >>> 0)
  return view
}

function compress(state: Uint32Array, words: Uint32Array): void {
  const w = (index: number): number => words[index] as number
  for (let i = 16; i < 64; i++) {
    const low = rotate(w(i - 15), 7) ^ rotate(w(i - 15), 18) ^ (w(i - 15) >>> 3)
    const high = rotate(w(i - 2), 17) ^ rotate(w(i - 2), 19) ^ (w(i - 2) >>> 10)
    words[i] = w(i - 16) + low + w(i - 7) + high
  }
  const rounds = constants()
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g)
    const first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + (rounds[i] as number) + w(i)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index] as number) + value
}
