import { overlaps, type Span } from './span.ts'

/** Replace `span` of the file at `path` by `text`. A path that does not exist yet is created from an edit at 0–0. */
export interface Edit {
  readonly path: string
  readonly span: Span
  readonly text: string
}

export class OverlapError extends Error {
  override readonly name = 'OverlapError'
}

const inOrder = (a: Edit, b: Edit): number => a.span.start - b.span.start || a.span.end - b.span.end

/**
 * The edits of one file in the order of the text.
 * @throws OverlapError when two touch the same characters, or insert at the same place.
 */
export function ordered(edits: readonly Edit[]): Edit[] {
  const sorted = edits.toSorted(inOrder)
  for (const [at, edit] of sorted.entries()) {
    const last = sorted[at - 1]
    if (last && overlaps(last.span, edit.span))
      throw new OverlapError(`edits overlap at ${edit.span.start} in ${edit.path}`)
  }
  return sorted
}

/**
 * Applies the edits of one file, in any order given.
 * @throws OverlapError when two edits touch the same characters, or insert at the same place.
 * @throws RangeError when an edit lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text
  const parts: string[] = []
  let at = 0
  for (const edit of ordered(edits)) {
    const { start, end } = edit.span
    if (start < 0 || end < start || end > text.length)
      throw new RangeError(`edit ${start}–${end} outside 0–${text.length}`)
    parts.push(text.slice(at, start), edit.text)
    at = end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

/** True when the two lists can be applied together. */
export function compatible(a: readonly Edit[], b: readonly Edit[]): boolean {
  return !a.some(left => b.some(right => left.path === right.path && overlaps(left.span, right.span)))
}

/** What stands in each file, in the order given. */
export function byPath<T extends { readonly path: string }>(all: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(each.path)
    if (group) group.push(each)
    else groups.set(each.path, [each])
  }
  return groups
}

export const editsByPath = (edits: readonly Edit[]): Map<string, Edit[]> => byPath(edits)
