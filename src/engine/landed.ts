import { normalize } from '../files/index.ts'
import type { Repair } from './verify.ts'

interface Landed {
  /** Where its text came to stand. */
  readonly start: number
  readonly end: number
  /** What later offsets are ahead of those before the edits. */
  readonly shift: number
  readonly repair: Repair
}

/** Whose text stands at an offset, else where it was before the edits. */
export function landedIn(repairs: readonly Repair[]): (path: string, offset: number) => Repair | number {
  const edits = repairs.flatMap(repair => repair.fix.edits.map(edit => ({ edit, repair })))
  edits.sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end)
  const byPath = new Map<string, Landed[]>()
  for (const { edit, repair } of edits) {
    const own = byPath.get(normalize(edit.path)) ?? []
    byPath.set(normalize(edit.path), own)
    const before = own.at(-1)?.shift ?? 0
    const start = edit.span.start + before
    own.push({
      start,
      end: start + edit.text.length,
      shift: before + edit.text.length - (edit.span.end - edit.span.start),
      repair,
    })
  }
  return (path, offset) => {
    const last = lastFrom(byPath.get(normalize(path)) ?? [], offset)
    return last === undefined ? offset : offset < last.end ? last.repair : offset - last.shift
  }
}

function lastFrom(landed: readonly Landed[], offset: number): Landed | undefined {
  let low = 0
  let high = landed.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((landed[middle] as Landed).start <= offset) low = middle + 1
    else high = middle
  }
  return landed[low - 1]
}
