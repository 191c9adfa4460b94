import { applyEdits, type Edit } from './edit.ts'
import { position, type SourceFile } from './source.ts'

/** Lines that were replaced by others. Lines keep their line ends; either list may be empty, not both. */
export interface Change {
  /** 0-based index of the first old line. */
  readonly at: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Pieces larger than this are not searched for lines that stayed the same. */
const limit = 400

/**
 * What the edits of one file change, in whole lines, as small as possible and in order. The file knows where its lines
 * begin: each of thousands of small fixes is found without a look at the lines above it.
 */
export function changedLines(file: SourceFile, edits: readonly Edit[]): Change[] {
  const { text } = file
  const changes: Change[] = []
  for (const region of regions(text, edits)) {
    const line = position(file, region.start).line - 1
    const before = splitLines(text.slice(region.start, region.end))
    const shifted = region.edits.map(edit => shift(edit, region.start))
    const after = splitLines(applyEdits(text.slice(region.start, region.end), shifted))
    for (const change of narrow({ at: line, before, after })) changes.push(change)
  }
  return changes
}

const shift = (edit: Edit, by: number): Edit => ({
  ...edit,
  span: { start: edit.span.start - by, end: edit.span.end - by },
})

/** Runs of whole lines that edits touch, those that meet joined. */
function regions(text: string, edits: readonly Edit[]): { start: number; end: number; edits: Edit[] }[] {
  const found: { start: number; end: number; edits: Edit[] }[] = []
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const start = edit.span.start === 0 ? 0 : text.lastIndexOf('\n', edit.span.start - 1) + 1
    const next = text.indexOf('\n', edit.span.end)
    const end = next === -1 ? text.length : next + 1
    const last = found.at(-1)
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end)
      last.edits.push(edit)
    } else found.push({ start, end, edits: [edit] })
  }
  return found
}

/** Lines with their line ends; the last one may have none. */
export function splitLines(text: string): string[] {
  const lines: string[] = []
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at)
    const end = next === -1 ? text.length : next + 1
    lines.push(text.slice(at, end))
    at = end
  }
  return lines
}

/** Splits a change where lines stayed the same. */
function narrow({ at, before, after }: Change): Change[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const old = before.slice(head, before.length - tail)
  const made = after.slice(head, after.length - tail)
  if (old.length === 0 && made.length === 0) return []
  const small = old.length <= limit && made.length <= limit
  return small ? split({ at: at + head, before: old, after: made }) : [{ at: at + head, before: old, after: made }]
}

/** By the longest common subsequence of lines. */
function split(change: Change): Change[] {
  const { before, after } = change
  const lengths = commonLengths(before, after)
  const width = after.length + 1
  const found: { at: number; before: string[]; after: string[] }[] = []
  let open: { at: number; before: string[]; after: string[] } | undefined
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      open = undefined
      i++
      j++
      continue
    }
    if (!open) {
      open = { at: change.at + i, before: [], after: [] }
      found.push(open)
    }
    const skip = i < before.length ? lengths[(i + 1) * width + j]! : -1
    const take = j < after.length ? lengths[i * width + j + 1]! : -1
    if (skip >= take) open.before.push(before[i++] as string)
    else open.after.push(after[j++] as string)
  }
  return found
}

/** Length of the longest common subsequence of every pair of tails. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint16Array {
  const width = after.length + 1
  const table = new Uint16Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      table[i * width + j] =
        before[i] === after[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
  return table
}
