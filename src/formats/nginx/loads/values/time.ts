/** Units in the order they may follow each other, with their seconds. */
const units: Record<string, { step: number; seconds: number }> = {
  y: { step: 1, seconds: 365 * 86400 },
  M: { step: 2, seconds: 30 * 86400 },
  w: { step: 3, seconds: 7 * 86400 },
  d: { step: 4, seconds: 86400 },
  h: { step: 5, seconds: 3600 },
  m: { step: 6, seconds: 60 },
  s: { step: 7, seconds: 1 },
  ' ': { step: 7, seconds: 1 },
}

interface Clock {
  step: number
  total: number
  /** Units per second: 1, or 1000 for times in milliseconds. */
  readonly per: number
}

/** Adds `value` of the unit at `at`; the offset behind it, or -1 when the unit is unknown or out of order. */
function unit(text: string, at: number, value: number, clock: Clock): number {
  const name = text[at] as string
  const milliseconds = name === 'm' && text[at + 1] === 's'
  if (milliseconds && clock.per === 1) return -1
  const { step, seconds } = milliseconds ? { step: 8, seconds: 0.001 } : (units[name] ?? { step: 0, seconds: 0 })
  if (clock.step >= step) return -1
  clock.step = step
  clock.total += value * seconds * clock.per
  let next = at + (milliseconds ? 2 : 1)
  while (text[next] === ' ') next++
  return next
}

/**
 * Reads `1h30m`, `1d 12h`, `90`. The result is in seconds, or milliseconds when `milliseconds` is set: then `ms` is a
 * unit, years and months are not. NaN = refused.
 */
export function parseTime(text: string, milliseconds: boolean): number {
  const clock: Clock = { step: milliseconds ? 2 : 0, total: 0, per: milliseconds ? 1000 : 1 }
  let value = 0
  let seen = false
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48
      seen = true
      at++
    } else {
      at = unit(text, at, value, clock)
      if (at === -1) return Number.NaN
      value = 0
    }
  }
  const total = clock.total + value * clock.per
  return seen && (text.length < 13 || fits(text, milliseconds)) ? total : Number.NaN
}

const most = 2n ** 63n - 1n

/** Does the time fit 64 bits? In whole numbers, as doubles blur where it matters. */
function fits(text: string, milliseconds: boolean): boolean {
  let total = 0n
  for (const [, digits = '', name = ''] of text.matchAll(/(\d*)(ms|[yMwdhms ]?) */g)) {
    const value = digits.replace(/^0+/, '')
    if (value.length > 19 || BigInt(value) > most) return false
    const per = milliseconds && name !== 'ms' ? 1000n : 1n
    const scale = BigInt(units[name]?.seconds ?? 1)
    if (BigInt(value) > most / scale / per) return false
    total += BigInt(value) * scale * per
    if (total > most) return false
  }
  return true
}
