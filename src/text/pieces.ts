import type { Edit } from './edit.ts'
import { isNew, type Piece, type Run, RunReader, RunWriter, sizeOf } from './runs.ts'

/** A text as the sequence of parts it is made of: what remains exact over many rounds of edits. */
export type Pieces = readonly Run[]

/** Everything is there as it was. */
export function untouched(text: string): Pieces {
  const writer = new RunWriter()
  writer.piece({ start: 0, end: text.length })
  return writer.done()
}

const inOrder = (a: Edit, b: Edit): number => a.span.start - b.span.start || a.span.end - b.span.end

/**
 * Applies edits whose offsets count in the text that the pieces make. They must not overlap.
 * `origin` says which edit a new text is remembered by, when it is another than the one applied.
 */
export function revise(pieces: Pieces, edits: readonly Edit[], origin: (edit: Edit) => Edit = edit => edit): Pieces {
  const out = new RunWriter()
  const reader = new RunReader(pieces)
  for (const edit of edits.toSorted(inOrder)) {
    reader.take(edit.span.start, out)
    reader.take(edit.span.end)
    if (edit.text !== '') out.piece({ text: edit.text, from: origin(edit), at: 0 })
  }
  reader.take(Number.POSITIVE_INFINITY, out)
  return out.done()
}

/** The text of the pieces. */
export const textOf = (original: string, pieces: Pieces): string =>
  pieces
    .flatMap(run => run.pieces.map(piece => (isNew(piece) ? piece.text : original.slice(piece.start, piece.end))))
    .join('')

/** The edits that lead from the original to the text the pieces make, one per place, in order. */
export function editsOf(path: string, original: string, pieces: Pieces): Edit[] {
  const edits: Edit[] = []
  let at = 0
  let text = ''
  const flush = (until: number): void => {
    if (until > at || text !== '') edits.push({ path, span: { start: at, end: until }, text })
    text = ''
  }
  for (const piece of pieces.flatMap(run => run.pieces)) {
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
function sameCharacter(here: Pieces, there: Pieces, offset: number): number | undefined {
  const [piece, inside] = pieceAt(here, offset)
  if (!piece) return undefined
  const original = isNew(piece) ? undefined : piece.start + inside
  let at = 0
  for (const run of there) {
    const may =
      original === undefined ? isNew(piece) && run.edits.has(piece.from) : run.start <= original && original < run.end
    const found = may ? inRun(piece, run, inside) : undefined
    if (found !== undefined) return at + found
    at += run.size
  }
  return undefined
}

function inRun(piece: Piece, { pieces }: Run, inside: number): number | undefined {
  let at = 0
  for (const other of pieces) {
    const found = inOther(piece, other, inside)
    if (found !== undefined) return at + found
    at += sizeOf(other)
  }
  return undefined
}

function inOther(piece: Piece, other: Piece, inside: number): number | undefined {
  if (isNew(piece)) {
    if (!isNew(other) || other.from !== piece.from) return undefined
    const found = piece.at + inside - other.at
    return found >= 0 && found < other.text.length ? found : undefined
  }
  const original = piece.start + inside
  return !isNew(other) && other.start <= original && original < other.end ? original - other.start : undefined
}

function pieceAt(runs: Pieces, offset: number): readonly [Piece | undefined, number] {
  let at = 0
  for (const { pieces, size } of runs) {
    if (offset >= at + size) {
      at += size
      continue
    }
    for (const piece of pieces) {
      if (offset < at + sizeOf(piece)) return [piece, offset - at]
      at += sizeOf(piece)
    }
  }
  return [undefined, 0]
}

const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, { size }) => sum + size, 0)

/**
 * An edit made against the text of `here`, moved to the text of `there`; both come from one original. Insertions stand
 * behind what is inserted at the same place already. Undefined when what the edit touches is not there as it was.
 */
export function transplant(edit: Edit, here: Pieces, there: Pieces): Edit | undefined {
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

function insertionPoint(offset: number, here: Pieces, there: Pieces): number | undefined {
  if (offset >= lengthOf(here)) return lengthOf(there)
  const next = sameCharacter(here, there, offset)
  if (next !== undefined) return next
  const before = offset === 0 ? undefined : sameCharacter(here, there, offset - 1)
  return before === undefined ? undefined : before + 1
}
