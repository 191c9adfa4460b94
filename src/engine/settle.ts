import type { Localized } from '../message/index.ts'

export interface Trying<T> {
  /** Keeps what it did when it succeeds (gives nothing) and changes nothing when it gives a reason against. */
  attempt(items: readonly T[]): Localized | undefined
  refuse(item: T, because: Localized): void
  /** Items of one kind stand together and tend to get on; another kind is tried on top of what they made. */
  kind?(item: T): unknown
}

/** Tries all items at once, so that a good batch costs one attempt; on failure kind by kind, then by halves. */
export function settle<T>(items: readonly T[], trying: Trying<T>): void {
  const [first] = items
  if (first === undefined) return
  const because = trying.attempt(items)
  if (!because) return
  if (items.length === 1) {
    trying.refuse(first, because)
    return
  }
  const middle = boundary(items, trying)
  settle(items.slice(0, middle), trying)
  settle(items.slice(middle), trying)
}

function boundary<T>(items: readonly T[], { kind }: Trying<T>): number {
  const own = kind?.(items[0] as T)
  const other = kind ? items.findIndex(item => kind(item) !== own) : -1
  return other === -1 ? items.length >> 1 : other
}
