import type { Span } from '../../text/index.ts'
import type { Value } from './tiles.ts'

export type Style = 'literal' | 'folded' | 'double' | 'single' | 'plain'

/** A text that stands in another file, and how a change of the text changes that file. */
export interface Inset {
  /** How it is written, for messages: `folded`. */
  readonly style: string
  readonly value: Value
  /** Undefined when the new text cannot be written there. */
  write(change: Written): Written | undefined
}

/** A change of a text or a file: what `span` holds becomes `text`. */
export interface Written {
  readonly span: Span
  readonly text: string
}

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
