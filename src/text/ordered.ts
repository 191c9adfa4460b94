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
