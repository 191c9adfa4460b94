import type { Localized } from '../message/index.ts'

/**
 * Tries all items at once and halves on failure, so that a good batch costs one attempt.
 * `attempt` keeps what it did when it succeeds (gives nothing) and changes nothing when it gives a reason against.
 */
export function settle<T>(
  items: readonly T[],
  attempt: (items: readonly T[]) => Localized | undefined,
  refuse: (item: T, because: Localized) => void,
): void {
  const [first] = items
  if (first === undefined) return
  const because = attempt(items)
  if (!because) return
  if (items.length === 1) {
    refuse(first, because)
    return
  }
  const middle = items.length >> 1
  settle(items.slice(0, middle), attempt, refuse)
  settle(items.slice(middle), attempt, refuse)
}
