/** Primes 2 to 311: the constants are the first 32 bits of the fractions of their roots (FIPS 180-4). */
function primes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n)
  return found
}

const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) >>> 0
const initial = (): Int32Array => Int32Array.from(primes(8), prime => fraction(Math.sqrt(prime)))

let known: Int32Array | undefined

function constants(): Int32Array {
  known ??= Int32Array.from(primes(64), prime => fraction(Math.cbrt(prime)))
  return known
}

/** SHA-256 of bytes as 64 hexadecimal digits, as `sha256sum` prints it. */
export const sha256 = (bytes: Uint8Array): string => new Sha256().add(bytes).hex()

/** SHA-256 of bytes that come one after the other. */
export class Sha256 {
  readonly #state: Int32Array
  /** What does not fill a block yet. */
  readonly #rest: Uint8Array
  #size: number

  /** @param from where another stands by now; it is left as it is. */
  constructor(from?: Sha256) {
    this.#state = from ? from.#state.slice() : initial()
    this.#rest = from ? from.#rest.slice() : new Uint8Array(64)
    this.#size = from ? from.#size : 0
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size
  }

  add(bytes: Uint8Array): this {
    const filled = this.#size % 64
    this.#size += bytes.length
    let at = 0
    if (filled > 0) {
      at = Math.min(64 - filled, bytes.length)
      this.#rest.set(bytes.subarray(0, at), filled)
      if (filled + at === 64) compress(this.#state, this.#rest, 0)
    }
    if (filled > 0 && filled + at < 64) return this
    for (; at + 64 <= bytes.length; at += 64) compress(this.#state, bytes, at)
    this.#rest.set(bytes.subarray(at))
    return this
  }

  /** Of the bytes so far; more may follow. */
  hex(): string {
    const size = this.#size
    const end = new Uint8Array(((size + 8) % 64 < size % 64 ? 128 : 64) - (size % 64))
    end[0] = 0x80
    const view = new DataView(end.buffer)
    view.setUint32(end.length - 8, Math.floor(size / 2 ** 29))
    view.setUint32(end.length - 4, (size * 8) >>> 0)
    const whole = new Sha256(this).add(end)
    return Array.from(whole.#state, word => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

const words = new Int32Array(64)

/** Mixes the 64 bytes from `at` on into the state. */
function compress(state: Int32Array, bytes: Uint8Array, at: number): void {
  expand(bytes, at)
  const rounds = constants()
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const first = (h + turned + ((e & f) ^ (~e & g)) + (rounds[i] as number) + (words[i] as number)) | 0
    const other = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    const majority = (a & b) ^ (a & c) ^ (b & c)
    d = c
    c = b
    b = a
    a = (first + other + majority) | 0
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = (state[i] as number) + (mixed[i] as number)
}

function expand(bytes: Uint8Array, at: number): void {
  for (let i = 0, from = at; i < 16; i++, from += 4)
    words[i] =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number)
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15] as number
    const y = words[i - 2] as number
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    words[i] = ((words[i - 16] as number) + low + (words[i - 7] as number) + high) | 0
  }
}
