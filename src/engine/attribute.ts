import { normalize } from '../files/index.ts'
import { type Edit, inWhole } from '../text/index.ts'
import type { TracedChange } from './effective.ts'
import type { EffectiveChange } from './types.ts'
import type { Repair } from './verify.ts'

/** Where the text of an edit came to stand. */
interface Landed {
  readonly start: number
  readonly end: number
  readonly repair: Repair | undefined
}

/**
 * Whose doing is each change? The repair whose text holds the statement that is in force now; for what only went away,
 * the first repair that announced the setting. `done` are edits of the same base that were applied before.
 */
export function attribute(
  repairs: readonly Repair[],
  done: readonly Edit[],
  changes: readonly TracedChange[],
): ReadonlyMap<Repair, readonly EffectiveChange[]> {
  const landed = landings(repairs, done)
  const announced = bySetting(repairs)
  const out = new Map<Repair, EffectiveChange[]>(repairs.map(repair => [repair, []]))
  for (const { new: statement, old: _, root: __, ...change } of changes) {
    const at = statement && landed.get(normalize(statement.file.path))
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

function landings(repairs: readonly Repair[], done: readonly Edit[]): Map<string, Landed[]> {
  const edits = done.map(edit => ({ edit, repair: undefined as Repair | undefined }))
  for (const repair of repairs) for (const edit of repair.fix.edits) edits.push({ edit, repair })
  edits.sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end)
  const shifts = new Map<string, number>()
  const map = new Map<string, Landed[]>()
  for (const { edit, repair } of edits) {
    const path = normalize(edit.path)
    const shift = shifts.get(path) ?? 0
    const start = edit.span.start + shift
    shifts.set(path, shift + edit.text.length - (edit.span.end - edit.span.start))
    const list = map.get(path) ?? []
    list.push({ start, end: start + edit.text.length, repair })
    map.set(path, list)
  }
  return map
}

/** An edit that rewrites arguments stands behind the statement's name: the next one to begin on it counts as well. */
const nameLength = 64

function holding(landed: readonly Landed[], offset: number): Landed | undefined {
  let low = 0
  let high = landed.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((landed[middle] as Landed).end <= offset) low = middle + 1
    else high = middle
  }
  const found = landed[low]
  return found && found.start <= offset + nameLength ? found : undefined
}
