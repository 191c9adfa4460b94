import type { Place } from '../../rules/rule.ts'
import type { Directive } from '../../tree/index.ts'

/** One cause of an effective value, in whatever format. */
export interface Held {
  /** Line-free name of where it is written or missing. */
  readonly subject: string
  /** Undefined: nothing is set and no default is known. */
  readonly words: readonly string[] | undefined
  readonly origin: Directive | 'default'
  /** Where an edit would be made. */
  readonly at: Place
  /** Other places that get the value from here. */
  readonly affected: readonly Place[]
  /** A number as the format writes it: `10m`, `1h30m`, `0x1`. Seconds and bytes. */
  numberOf(word: string): number | undefined
}

/** For files without any statement to point at. */
export const topOf = (file: Place['file']): Place => ({ file, span: { start: 0, end: 0 } })

export const decimal = (word: string): number | undefined => (/^[+-]?\d+$/.test(word) ? Number(word) : undefined)
