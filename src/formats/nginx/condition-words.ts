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
