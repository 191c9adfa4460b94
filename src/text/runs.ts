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

export const isNew = (piece: Piece): piece is Added => 'text' in piece
export const sizeOf = (piece: Piece): number => (isNew(piece) ? piece.text.length : piece.end - piece.start)

/** The part of a piece from one of its characters to another. */
export function cut(piece: Piece, from: number, to: number): Piece {
  if (isNew(piece)) return { text: piece.text.slice(from, to), from: piece.from, at: piece.at + from }
  return { start: piece.start + from, end: piece.start + to }
}

/** Some pieces that follow each other. */
export interface Run {
  readonly pieces: readonly Piece[]
  /** Characters. */
  readonly size: number
  /** What is kept of the original lies between these offsets. */
  readonly start: number
  readonly end: number
  readonly edits: ReadonlySet<Edit>
}

/** So many pieces are looked through one by one; of others only the runs that they stand in. */
const usual = 128

function runOf(pieces: readonly Piece[]): Run {
  const edits = new Set<Edit>()
  let [size, start, end] = [0, Number.POSITIVE_INFINITY, 0]
  for (const piece of pieces) {
    size += sizeOf(piece)
    if (isNew(piece)) edits.add(piece.from)
    else [start, end] = [Math.min(start, piece.start), piece.end]
  }
  return { pieces, size, start, end, edits }
}

/** Puts pieces and whole runs behind each other, such that few runs are short. */
export class RunWriter {
  readonly #runs: Run[] = []
  #open: Piece[] = []

  piece(piece: Piece): void {
    this.#open.push(piece)
    if (this.#open.length >= usual) this.#close()
  }

  run(run: Run): void {
    if (this.#open.length === 0) this.#runs.push(run)
    else if (this.#open.length < usual / 2) for (const piece of run.pieces) this.piece(piece)
    else {
      this.#close()
      this.#runs.push(run)
    }
  }

  done(): readonly Run[] {
    this.#close()
    return this.#runs
  }

  #close(): void {
    if (this.#open.length > 0) this.#runs.push(runOf(this.#open))
    this.#open = []
  }
}

/** Walks runs once, handing out what lies before an offset; nothing is handed to nobody. */
export class RunReader {
  readonly #runs: readonly Run[]
  #at = 0
  #run = 0
  #piece = 0
  #inside = 0

  constructor(runs: readonly Run[]) {
    this.#runs = runs
  }

  take(until: number, into?: RunWriter): void {
    for (let run = this.#runs[this.#run]; run && this.#at < until; run = this.#runs[this.#run]) {
      if (this.#piece === 0 && this.#inside === 0 && this.#at + run.size <= until) {
        into?.run(run)
        this.#at += run.size
        this.#run += 1
      } else this.#within(run, until, into)
    }
  }

  #within({ pieces }: Run, until: number, into?: RunWriter): void {
    const piece = pieces[this.#piece] as Piece
    const step = Math.min(sizeOf(piece) - this.#inside, until - this.#at)
    if (step > 0) into?.piece(cut(piece, this.#inside, this.#inside + step))
    this.#at += step
    this.#inside += step
    if (this.#inside < sizeOf(piece)) return
    this.#inside = 0
    this.#piece += 1
    if (this.#piece < pieces.length) return
    this.#piece = 0
    this.#run += 1
  }
}
