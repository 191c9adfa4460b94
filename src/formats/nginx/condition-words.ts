import type { Directive } from '../../tree/index.ts'

/** The parenthesis of an `if` as its file has it, on one line. */
export const conditionOf = ({ file, args }: Directive): string =>
  file.text.slice(args[0]?.span.start ?? 0, args.at(-1)?.span.end ?? 0).replaceAll(/\s+/g, ' ')

/** What the arguments of an `if` say, without the parentheses: the variable, the operator, and the rest. */
export function conditionWords(values: readonly string[]): string[] {
  const text = values.join(' ').trim()
  const end = text.endsWith(')') ? -1 : text.length
  return text
    .slice(text.startsWith('(') ? 1 : 0, end)
    .trim()
    .split(' ')
}

/** The variable that a word is, lower case, without `$`. */
export function variableOf(word: string): string | undefined {
  const found = /^\$(?:\{(\w+)\}|(\w+))$/.exec(word)
  return found ? (found[1] ?? found[2] ?? '').toLowerCase() : undefined
}
