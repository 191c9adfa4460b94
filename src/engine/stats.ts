import type { AnalyzeInput } from './types.ts'

/** Sums milliseconds by name, and says what begins. With neither clock nor listener it only runs what it is given. */
export interface Stopwatch {
  time<T>(name: string, work: () => T): T
  readonly times: ReadonlyMap<string, number>
}

export function stopwatch({ clock, begins }: Pick<AnalyzeInput, 'clock' | 'begins'>): Stopwatch {
  const times = new Map<string, number>()
  return {
    times,
    time(name, work) {
      begins?.(name)
      if (!clock) return work()
      const start = clock()
      try {
        return work()
      } finally {
        times.set(name, (times.get(name) ?? 0) + clock() - start)
      }
    },
  }
}
