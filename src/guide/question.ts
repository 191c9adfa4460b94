import type { Localized } from '../message/index.ts'

export interface Choice {
  /** What the answer is. One letter where keys are asked for. */
  readonly value: string
  readonly name: Localized
}

/** Something put to a person. Texts are raw: whoever shows them makes them harmless. */
export type Question = {
  /** The same in every session over the same files, so that recorded answers find their question. */
  readonly id: string
  readonly message: Localized
} & (
  | { readonly kind: 'key'; readonly choices: readonly Choice[]; readonly usual: string }
  | { readonly kind: 'one'; readonly choices: readonly Choice[] }
  | { readonly kind: 'many'; readonly choices: readonly Choice[]; readonly chosen: readonly string[] }
  | {
      readonly kind: 'text'
      readonly usual: string
      /** The reason against a text; nothing when it will do. */
      readonly refuse?: (text: string) => Localized | undefined
    }
)

/** Values of choices, or a text. One only, but for `many`. */
export type Answer = readonly string[]

/** Can this be an answer to the question? Recorded answers come from a file. */
export function fits(question: Question, answer: Answer): boolean {
  const [first] = answer
  if (question.kind === 'text') return first !== undefined && answer.length === 1 && !question.refuse?.(first)
  if (question.kind !== 'many' && answer.length !== 1) return false
  return answer.every(value => question.choices.some(choice => choice.value === value))
}
