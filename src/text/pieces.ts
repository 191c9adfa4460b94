import type { Edit } from './edit.ts'

/** A text as a sequence of parts of the original and of new text: what remains exact over many rounds of edits. */
export type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

const isNew = (piece: Piece): piece is { readonly text: string } => 'text' in piece
const size = (piece: Piece): number => (isNew(piece) ? piece.text.length : piece.end - piece.start)

function cut(piece: Piece, from: number, to: number): Piece {
  if (isNew(piece)) return { text: piece.text.slice(from, to) }
  return { start: piece.start + from, end: piece.start + to }
}

export const untouched = (text: string): readonly Piece[] => [{ start: 0, end: text.length }]

/** Applies edits whose offsets count in the text that the pieces make. They must not overlap. */
export function revise(pieces: readonly Piece[], edits: readonly Edit[]): readonly Piece[] {
  const out: Piece[] = []
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  const reader = readerOf(pieces)
  for (const { span, text } of ordered) {
    reader.take(span.start, out)
    reader.take(span.end, [])
    if (text !== '') out.push({ text })
  }
  reader.take(Number.POSITIVE_INFINITY, out)
  return out
}

/** Walks the pieces once, handing out what lies before an offset. */
function readerOf(pieces: readonly Piece[]): { take(until: number, into: Piece[]): void } {
  let at = 0
  let index = 0
  let inside = 0
  return {
    take(until, into) {
      for (let piece = pieces[index]; piece && at < until; piece = pieces[index]) {
        const step = Math.min(size(piece) - inside, until - at)
        if (step > 0) into.push(cut(piece, inside, inside + step))
        at += step
        inside += step
        if (inside < size(piece)) return
        index += 1
        inside = 0
      }
    },
  }
}

/** The edits that lead from the original to the text the pieces make, one per place, in order. */
export function editsOf(path: string, original: string, pieces: readonly Piece[]): Edit[] {
  const edits: Edit[] = []
  let at = 0
  let text = ''
  const flush = (until: number): void => {
    if (until > at || text !== '') edits.push({ path, span: { start: at, end: until }, text })
    text = ''
  }
  for (const piece of pieces) {
    if (isNew(piece)) text += piece.text
    else if (piece.end > piece.start) {
      flush(piece.start)
      at = piece.end
    }
  }
  flush(original.length)
  return edits.filter(edit => original.slice(edit.span.start, edit.span.end) !== edit.text)
}
