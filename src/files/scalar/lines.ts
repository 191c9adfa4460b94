/** Offset of the line end that follows `at`, or of the end of the text. A carriage return is part of it. */
export function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end === -1) return text.length
  return end > at && text[end - 1] === '\r' ? end - 1 : end
}

/** Where the line behind the one that holds `at` begins. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end + 1
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t'

export function skipBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text[at])) at++
  return at
}

export function trimBlanks(text: string, from: number, end: number): number {
  let at = end
  while (at > from && isBlank(text[at - 1])) at--
  return at
}

export const isBreak = (text: string, at: number): boolean =>
  text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')

/** The line ends from one at `at` to the next text: where each stands, and where the text goes on. */
export function foldAt(text: string, at: number): { readonly breaks: readonly number[]; readonly next: number } {
  const breaks: number[] = []
  let next = at
  while (isBreak(text, next)) {
    breaks.push(next)
    next = skipBlanks(text, nextLine(text, next))
  }
  return { breaks, next }
}

/** Characters of the line in front of `at`. */
export const columnOf = (text: string, at: number): number => (at === 0 ? 0 : at - (text.lastIndexOf('\n', at - 1) + 1))
