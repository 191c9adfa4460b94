/** The largest value of a 64-bit signed integer, as digits: doubles cannot tell it from its neighbours. */
const maximum = '9223372036854775807'

const digitsOnly = (text: string, from: number, to: number): boolean => {
  if (from >= to) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** Decimal digits only, up to 2⁶³-1. NaN when the daemon refuses the text: a sign, a blank, a letter, nothing at all. */
export function parseNumber(text: string): number {
  if (!digitsOnly(text, 0, text.length)) return Number.NaN
  if (text.length < 16) return Number(text)
  const bare = text.replace(/^0+/, '')
  const over = bare.length > maximum.length || (bare.length === maximum.length && bare > maximum)
  return over ? Number.NaN : Number(text)
}

/** What is left of a value that is kept in 32 bits, in which -1 is the mistake: refused texts (NaN) are -1, too. */
export function toInt32(text: string, value: number): number {
  if (Number.isNaN(value)) return -1
  if (Number.isSafeInteger(value) || !/^\d+$/.test(text)) return value | 0
  return Number(BigInt.asIntN(32, BigInt(text)))
}

const scales: Record<string, number> = { k: 1024, K: 1024, m: 1024 ** 2, M: 1024 ** 2, g: 1024 ** 3, G: 1024 ** 3 }

function scaled(text: string, gigabytes: boolean): number {
  const unit = text.at(-1) ?? ''
  const scale = unit === 'g' || unit === 'G' ? (gigabytes ? scales[unit] : undefined) : scales[unit]
  const value = parseNumber(scale ? text.slice(0, -1) : text)
  return scale && value >= 2 ** 63 / scale ? Number.NaN : value * (scale ?? 1)
}

/** Bytes with an optional `k` or `m`. NaN = refused; `g`, fractions and `kb` are. */
export const parseSize = (text: string): number => scaled(text, false)

/** Bytes with an optional `k`, `m` or `g`. NaN = refused. */
export const parseOffset = (text: string): number => scaled(text, true)
