import type { Edit } from './edit.ts'

/** A part of the original, or text that `from` (an edit, by identity) put in, from its `at`-th character on. */
export type Piece = Kept | Added
interface Kept {
  readonly start: number
  readonly end: number
}
interface Added {
  readonly text: string
  readonly from: Edit
  readonly at: number
}

const isNew = (piece: Piece): piece is Added => 'text' in piece
const size = (piece: Piece): number => (isNew(piece) ? piece.text.length : piece.end - piece.start)

function cut(piece: Piece, from: number, to: number): Piece {
  if (isNew(piece)) return { text: piece.text.slice(from, to), from: piece.from, at: piece.at + from }
  return { start: piece.start + from, end: piece.start + to }
}

/** A text as the sequence of parts it is made of: what remains exact over many rounds of edits. */
export const untouched = (text: string): readonly Piece[] => [{ start: 0, end: text.length }]

const inOrder = (a: Edit, b: Edit): number => a.span.start - b.span.start || a.span.end - b.span.end

/**
 * Applies edits whose offsets count in the text that the pieces make. They must not overlap.
 * `origin` says which edit a new text is remembered by, when it is another than the one applied.
 */
export function revise(
  pieces: readonly Piece[],
  edits: readonly Edit[],
  origin: (edit: Edit) => Edit = edit => edit,
): readonly Piece[] {
  const out: Piece[] = []
  const reader = readerOf(pieces)
  for (const edit of edits.toSorted(inOrder)) {
    reader.take(edit.span.start, out)
    reader.take(edit.span.end, [])
    if (edit.text !== '') out.push({ text: edit.text, from: origin(edit), at: 0 })
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

/** The text of the pieces. */
export const textOf = (original: string, pieces: readonly Piece[]): string =>
  pieces.map(piece => (isNew(piece) ? piece.text : original.slice(piece.start, piece.end))).join('')

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

/** Where in the text of `there` the character stands that is the `offset`-th of `here`; undefined when it is gone. */
function sameCharacter(here: readonly Piece[], there: readonly Piece[], offset: number): number | undefined {
  const [piece, inside] = pieceAt(here, offset)
  if (!piece) return undefined
  let at = 0
  for (const other of there) {
    const found = isNew(piece) ? inAdded(piece, other, inside) : inKept(piece.start + inside, other)
    if (found !== undefined) return at + found
    at += size(other)
  }
  return undefined
}

function pieceAt(pieces: readonly Piece[], offset: number): readonly [Piece | undefined, number] {
  let at = 0
  for (const piece of pieces) {
    if (offset < at + size(piece)) return [piece, offset - at]
    at += size(piece)
  }
  return [undefined, 0]
}

function inAdded(piece: Added, other: Piece, inside: number): number | undefined {
  if (!isNew(other) || other.from !== piece.from) return undefined
  const found = piece.at + inside - other.at
  return found >= 0 && found < other.text.length ? found : undefined
}

const inKept = (original: number, other: Piece): number | undefined =>
  !isNew(other) && other.start <= original && original < other.end ? original - other.start : undefined

const lengthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + size(piece), 0)

/**
 * An edit made against the text of `here`, moved to the text of `there`; both come from one original. Insertions stand
 * behind what is inserted at the same place already. Undefined when what the edit touches is not there as it was.
 */
export function transplant(edit: Edit, here: readonly Piece[], there: readonly Piece[]): Edit | undefined {
  const { start, end } = edit.span
  if (start === end) {
    const at = insertionPoint(start, here, there)
    return at === undefined ? undefined : { ...edit, span: { start: at, end: at } }
  }
  const first = sameCharacter(here, there, start)
  const last = sameCharacter(here, there, end - 1)
  if (first === undefined || last === undefined || last - first !== end - 1 - start) return undefined
  return { ...edit, span: { start: first, end: last + 1 } }
}

function insertionPoint(offset: number, here: readonly Piece[], there: readonly Piece[]): number | undefined {
  if (offset >= lengthOf(here)) return lengthOf(there)
  const next = sameCharacter(here, there, offset)
  if (next !== undefined) return next
  const before = offset === 0 ? undefined : sameCharacter(here, there, offset - 1)
  return before === undefined ? undefined : before + 1
}
