/** Compares two texts as their UTF-8 bytes compare, which is the order of code points: C's `strcmp`, and nginx's globs. */
export function byBytes(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (one !== other) return rank(one) - rank(other)
  }
  return a.length - b.length
}

/** UTF-16 puts its surrogates, which stand for the last code points, before U+E000. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit)
