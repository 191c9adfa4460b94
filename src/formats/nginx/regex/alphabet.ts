import { type CharSet, has } from './set.ts'

/** Characters that make a readable example, first. */
const ordinary = Array.from('axbz019_-.', character => character.charCodeAt(0))

/** Sets of characters as bits: one for each run of characters that no set tells apart. */
export class Alphabet {
  /** One character of each run, in the order of the bits. */
  private readonly characters: readonly number[]
  private readonly picked = new Map<bigint, string | undefined>()

  constructor(sets: readonly CharSet[]) {
    const starts = new Set(sets.flatMap(set => set.flatMap(([from, to]) => [from, to + 1])))
    const likely = (unit: number): number => (unit >= 33 && unit < 127 ? 0 : 1)
    const rest = [...starts].toSorted((a, b) => likely(a) - likely(b) || a - b)
    const runs = new Map<string, number>()
    for (const unit of [...ordinary, ...rest]) {
      const key = sets.map(set => (has(set, unit) ? 1 : 0)).join('')
      if (key.includes('1') && !runs.has(key)) runs.set(key, unit)
    }
    this.characters = [...runs.values()]
  }

  bits(set: CharSet): bigint {
    let bits = 0n
    for (const [at, unit] of this.characters.entries()) if (has(set, unit)) bits |= 1n << BigInt(at)
    return bits
  }

  /** A character of the set; undefined when it is empty. */
  pick(bits: bigint): string | undefined {
    if (bits === 0n) return undefined
    const known = this.picked.get(bits)
    if (known !== undefined) return known
    const at = this.characters.findIndex((_, index) => (bits >> BigInt(index)) & 1n)
    const character = String.fromCharCode(this.characters[at] as number)
    this.picked.set(bits, character)
    return character
  }
}
