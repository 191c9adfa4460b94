import type { CharSet } from './set.ts'

/** The syntax of a pattern as far as an automaton can run it. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly items: readonly Pattern[] }
  | {
      readonly kind: 'repeat'
      readonly item: Pattern
      readonly min: number
      /** Infinity: no limit. */
      readonly max: number
      readonly greedy: boolean
    }
  | { readonly kind: 'group'; readonly item: Pattern; readonly index: number; readonly name: string | undefined }
  /** `start` and `end` of the text; `end-line` also in front of a final LF; word boundaries. */
  | { readonly kind: 'assert'; readonly at: Assertion | Look }

export type Assertion = 'start' | 'end' | 'end-line' | 'word' | 'not-word'

/** `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`: stands only in what `parseLooking` reads. */
export interface Look {
  readonly item: Pattern
  readonly behind: boolean
  readonly negative: boolean
}

export interface Regex {
  readonly pattern: Pattern
  /** Number of capturing groups. */
  readonly groups: number
  /** Names of groups with their numbers. */
  readonly names: ReadonlyMap<string, number>
}

/** Why a pattern is not run: `syntax` = PCRE refuses it too, `unsupported` = only PCRE can (back references …), or it looks around. */
export interface NoRegex {
  readonly reason: 'syntax' | 'unsupported'
  readonly detail: string
}

export const isRegex = (result: Regex | NoRegex): result is Regex => 'pattern' in result
