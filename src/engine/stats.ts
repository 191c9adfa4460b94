/** Sums milliseconds by name. Without a clock it only runs what it is given. */
export interface Stopwatch {
  time<T>(name: string, work: () => T): T
  readonly times: ReadonlyMap<string, number>
}

export function stopwatch(clock: (() => number) | undefined): Stopwatch {
  const times = new Map<string, number>()
  return {
    times,
    time(name, work) {
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
