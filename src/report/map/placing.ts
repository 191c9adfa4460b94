import type { Layers, Slot } from './layers.ts'

const gap = 16
const rounds = 12

/** Gives every slot its height on the page, near its neighbours and never over another; returns the lowest edge. */
export function place({ columns }: Layers, top: number): number {
  for (const column of columns) spread(column, () => 0)
  for (let round = 0; round < rounds; round++)
    for (const column of round % 2 === 0 ? columns : [...columns].reverse())
      spread(column, slot => wanted(slot, round % 2 === 0))
  const all = columns.flat()
  const shift = top - Math.min(...all.map(slot => slot.y - slot.height / 2), Number.POSITIVE_INFINITY)
  for (const slot of all) slot.y = Math.round(slot.y + (Number.isFinite(shift) ? shift : 0))
  return Math.max(top, ...all.map(slot => slot.y + slot.height / 2))
}

function wanted(slot: Slot, downwards: boolean): number {
  const first = downwards ? slot.before : slot.after
  const near = first.length > 0 ? first : downwards ? slot.after : slot.before
  return near.length === 0 ? slot.y : near.reduce((sum, each) => sum + each.y, 0) / near.length
}

interface Block {
  sum: number
  count: number
  readonly slots: Slot[]
}

/**
 * The places nearest to the wanted ones that keep order and distance: neighbours that would overlap are pooled and
 * moved together (isotonic regression).
 */
function spread(column: readonly Slot[], want: (slot: Slot) => number): void {
  const offsets = new Map<Slot, number>()
  let offset = 0
  for (const slot of column) {
    offsets.set(slot, offset + slot.height / 2)
    offset += slot.height + gap
  }
  const blocks: Block[] = []
  for (const slot of column) {
    blocks.push({ sum: want(slot) - (offsets.get(slot) ?? 0), count: 1, slots: [slot] })
    pool(blocks)
  }
  for (const { sum, count, slots } of blocks) for (const slot of slots) slot.y = sum / count + (offsets.get(slot) ?? 0)
}

function pool(blocks: Block[]): void {
  for (let last = blocks.at(-1), before = blocks.at(-2); last && before; last = blocks.at(-1), before = blocks.at(-2)) {
    if (before.sum / before.count <= last.sum / last.count) return
    before.sum += last.sum
    before.count += last.count
    before.slots.push(...last.slots)
    blocks.pop()
  }
}
