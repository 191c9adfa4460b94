import { normalize } from '../files/index.ts'
import type { Model } from '../formats/format.ts'
import { hostOfForest } from './hosts.ts'

/** For each model the first one that it shares a host or a file with, and these with others. */
export function wholesOf(models: readonly Model[]): number[] {
  const leads = models.map((_, at) => at)
  const lead = (at: number): number => {
    const next = leads[at] ?? at
    if (next === at) return at
    leads[at] = lead(next)
    return leads[at] ?? at
  }
  const first = new Map<string, number>()
  for (const [at, { forest }] of models.entries()) {
    const host = hostOfForest(forest)
    const paths = forest.trees.map(({ file }) => `path ${normalize(file.path)}`)
    for (const key of host === undefined ? paths : [`host ${host}`, ...paths]) {
      const other = first.get(key)
      if (other === undefined) first.set(key, at)
      else leads[Math.max(lead(at), lead(other))] = Math.min(lead(at), lead(other))
    }
  }
  return models.map((_, at) => lead(at))
}
