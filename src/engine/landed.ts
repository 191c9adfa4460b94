import { type Edit, leading } from '../text/index.ts'
import type { Repair } from './compared.ts'

/** Where the text of an edit came to stand. */
export interface Landed {
  readonly start: number
  readonly end: number
  /** What later offsets are ahead of those before the edits. */
  readonly shift: number
  /** Undefined for an edit that was applied before. */
  readonly repair: Repair | undefined
}

/** What tells files apart, whatever name they are called by. */
type FileOf = (path: string) => string

/** By file, in their order: where the text of edits of one base stands. `done` were applied before those of the repairs. */
export function landings(
  repairs: readonly Repair[],
  fileOf: FileOf,
  done: readonly Edit[] = [],
): ReadonlyMap<string, Landed[]> {
  const edits = done.map(edit => ({ edit, repair: undefined as Repair | undefined }))
  for (const repair of repairs) for (const edit of repair.fix.edits) edits.push({ edit, repair })
  edits.sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end)
  const byPath = new Map<string, Landed[]>()
  for (const { edit, repair } of edits) {
    const path = fileOf(edit.path)
    const own = byPath.get(path) ?? []
    byPath.set(path, own)
    const before = own.at(-1)?.shift ?? 0
    const start = edit.span.start + before
    const shift = before + edit.text.length - (edit.span.end - edit.span.start)
    own.push({ start, end: start + edit.text.length, shift, repair })
  }
  return byPath
}

/** Whose text stands at an offset, else where it was before the edits. */
export function landedIn(
  repairs: readonly Repair[],
  fileOf: FileOf,
): (path: string, offset: number) => Repair | number {
  const byPath = landings(repairs, fileOf)
  return (path, offset) => {
    const landed = byPath.get(fileOf(path)) ?? []
    const last = landed[leading(landed, each => each.start <= offset) - 1]
    if (last?.repair && offset < last.end) return last.repair
    return last ? offset - last.shift : offset
  }
}
