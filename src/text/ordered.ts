import type { Span } from './span.ts'

/** How many items stand in front of the first that does not hold, where all that hold come first. Logarithmic. */
export function leading<T>(ordered: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, ordered.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(ordered[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}

/** Does a place lie in one of some texts, which are disjoint and in order? */
export function isAmong({ start, end }: Span, texts: readonly Span[]): boolean {
  const before = texts[leading(texts, each => each.start <= start) - 1]
  return before !== undefined && end <= before.end
}
