import { type Edit, ordered } from './edit.ts'

const inOrder = (a: Edit, b: Edit): number => a.span.start - b.span.start || a.span.end - b.span.end

const key = ({ span }: Edit): string => `${span.start}-${span.end}`

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
