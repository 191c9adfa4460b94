/**
 * Which names there may be: 64 bits, of which each name has one. Most blocks hold few of the names that are asked for,
 * and their statements lie scattered in memory: this says so without looking at any of them.
 */
export class NameSet {
  private low = 0
  private high = 0

  add(name: string): void {
    const slot = slotOf(name)
    if (slot < 32) this.low |= 1 << slot
    else this.high |= 1 << (slot - 32)
  }

  /** False: surely not. */
  mayHave(name: string): boolean {
    const slot = slotOf(name)
    return ((slot < 32 ? this.low : this.high) & (1 << (slot & 31))) !== 0
  }
}

/** By length and three characters: names of directives differ there. */
function slotOf(name: string): number {
  const { length } = name
  if (length === 0) return 0
  return (length * 5 + name.charCodeAt(0) + name.charCodeAt(length >> 1) * 3 + name.charCodeAt(length - 1) * 7) & 63
}
