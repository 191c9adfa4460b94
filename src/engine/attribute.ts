import { type Edit, inWhole, leading } from '../text/index.ts'
import type { Repair } from './compared.ts'
import type { TracedChange } from './effective.ts'
import { type Landed, landings } from './landed.ts'
import type { EffectiveChange } from './types.ts'

/**
 * Whose doing is each change? The repair whose text holds the statement that is in force now; for what only went away,
 * the first repair that announced the setting. `done` are edits of the same base that were applied before.
 */
export function attribute(
  repairs: readonly Repair[],
  { done, fileOf }: { readonly done: readonly Edit[]; fileOf(path: string): string },
  changes: readonly TracedChange[],
): ReadonlyMap<Repair, readonly EffectiveChange[]> {
  const landed = landings(repairs, fileOf, done)
  const announced = bySetting(repairs)
  const out = new Map<Repair, EffectiveChange[]>(repairs.map(repair => [repair, []]))
  for (const { new: statement, old: _, root: __, ...change } of changes) {
    const at = statement && landed.get(fileOf(statement.file.path))
    const own = at && statement ? holding(at, inWhole(statement.file, statement.span).start) : undefined
    const repair = own?.repair ?? announced.get(change.setting) ?? announced.get('*')
    if (repair) out.get(repair)?.push(change)
  }
  return out
}

function bySetting(repairs: readonly Repair[]): Map<string, Repair> {
  const map = new Map<string, Repair>()
  for (const repair of repairs)
    for (const setting of repair.fix.changes) if (!map.has(setting)) map.set(setting, repair)
  return map
}

/** An edit that rewrites arguments stands behind the statement's name: the next one to begin on it counts as well. */
const nameLength = 64

function holding(landed: readonly Landed[], offset: number): Landed | undefined {
  const found = landed[leading(landed, each => each.end <= offset)]
  return found && found.start <= offset + nameLength ? found : undefined
}
