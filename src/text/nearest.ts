/**
 * Did-you-mean: the candidate with the smallest edit distance (insert, delete, replace, swap of neighbours),
 * or undefined when none is within `limit` (default: a third of the word's length, at least 1, at most 3).
 */
export function nearest(word: string, candidates: Iterable<string>, limit?: number): string | undefined {
  const lower = word.toLowerCase()
  let best: string | undefined
  let bound = (limit ?? Math.min(3, Math.max(1, Math.floor(word.length / 3)))) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bound) continue
    const distance = editDistance(lower, candidate.toLowerCase(), bound)
    if (distance < bound) {
      bound = distance
      best = candidate
    }
  }
  return best
}

function editDistance(a: string, b: string, bound: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(change, (last[j] as number) + 1, (row[j - 1] as number) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] as number) + 1)
      row.push(cost)
    }
    if (Math.min(...row) >= bound) return bound
    beforeLast = last
    last = row
  }
  return last[b.length] as number
}
