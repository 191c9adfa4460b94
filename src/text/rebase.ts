import { type Edit, OverlapError, ordered } from './edit.ts'
import { overlaps, type Span } from './span.ts'

const inOrder = (a: Edit, b: Edit): number => a.span.start - b.span.start || a.span.end - b.span.end

const growth = (edit: Edit): number => edit.text.length - (edit.span.end - edit.span.start)

const key = ({ span }: Edit): string => `${span.start}-${span.end}`

/**
 * Edits of one file that were made against a text, moved to that text after `done` was applied to it.
 * Insertions at one place keep the order: what is done first stands first.
 * @throws OverlapError when an edit touches characters that `done` changed.
 */
export function rebase(edits: readonly Edit[], done: readonly Edit[]): Edit[] {
  const sorted = done.toSorted(inOrder)
  return edits.map(edit => ({ ...edit, span: moved(edit, sorted) }))
}

function moved(edit: Edit, done: readonly Edit[]): Span {
  const insertion = edit.span.start === edit.span.end
  let shift = 0
  for (const earlier of done) {
    if (earlier.span.start > edit.span.end) break
    const before = earlier.span.end <= edit.span.start
    if (before && !(insertion && inside(edit.span, earlier.span))) shift += growth(earlier)
    else if (overlaps(earlier.span, edit.span)) throw new OverlapError(`edits overlap at ${edit.span.start}`)
  }
  return { start: edit.span.start + shift, end: edit.span.end + shift }
}

const inside = (point: Span, span: Span): boolean => span.start < point.start && point.start < span.end

/**
 * The second half of a change in two stages. Both lists are made against the same text of one file; the result leads
 * from the text after `first` to the text after `final`. What only `first` changes is taken back.
 * @throws OverlapError when edits of the two lists overlap without having the same span.
 */
export function between(text: string, first: readonly Edit[], final: readonly Edit[]): Edit[] {
  const result: Edit[] = []
  let shift = 0
  for (const [earlier, later] of paired(first, final)) {
    const { span, path } = (earlier ?? later) as Edit
    const original = text.slice(span.start, span.end)
    const now = earlier?.text ?? original
    const start = span.start + shift
    const wanted = later?.text ?? original
    if (now !== wanted) result.push({ path, span: { start, end: start + now.length }, text: wanted })
    shift += now.length - original.length
  }
  return result
}

function paired(first: readonly Edit[], final: readonly Edit[]): [Edit | undefined, Edit | undefined][] {
  const last = new Map(final.map(edit => [key(edit), edit]))
  const known = new Set(first.map(key))
  const pairs: [Edit | undefined, Edit | undefined][] = first.map(edit => [edit, last.get(key(edit))])
  for (const edit of final) if (!known.has(key(edit))) pairs.push([undefined, edit])
  ordered(pairs.map(([a, b]) => (a ?? b) as Edit))
  return pairs.sort(([a, b], [c, d]) => inOrder((a ?? b) as Edit, (c ?? d) as Edit))
}
