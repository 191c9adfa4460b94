import type { Value } from './tiles.ts'

export type Style = 'literal' | 'folded' | 'double' | 'single' | 'plain'

/** A YAML scalar: its text, and how it stands in the file. */
export interface Scalar {
  readonly style: Style
  readonly value: Value
  /** From its quote, its first character or the header of a block to behind its last character. */
  readonly start: number
  readonly end: number
  /** Column of the key; lines of the scalar stand deeper. */
  readonly column: number
  /** Columns before each further line of the text. */
  readonly indent: number
  /** Line ends of the file stand for blanks or line ends of the text. */
  readonly folds: boolean
}

/** Where a scalar is looked for: an offset, and the column of its key. */
export interface Place {
  readonly at: number
  readonly column: number
}
