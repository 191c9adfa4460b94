/** How the kernel reads numbers (proc_get_long, lib/kstrtox.c): base 0, a sign, then a blank or the end. */

export interface Integer {
  readonly value: bigint
  readonly base: 8 | 10 | 16
}

/** Undefined when the kernel refuses the word. */
export function readInteger(word: string): Integer | undefined {
  const found = /^(-?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(word)
  const digits = found?.[2]
  if (digits === undefined || digits.length > 22) return undefined
  const base = /^0[xX]/.test(digits) ? 16 : digits.length > 1 && digits.startsWith('0') ? 8 : 10
  const size = BigInt(base === 8 ? `0o${digits.slice(1)}` : digits)
  return { value: found?.[1] === '-' ? -size : size, base }
}

/** The blanks that may stand between numbers. */
export const wordsOf = (value: string): string[] => value.split(/[ \t\n]+/).filter(word => word !== '')

/** The number a value means to the kernel: of its first word. NaN when there is none. */
export function numberOf(value: string): number {
  const first = readInteger(wordsOf(value)[0] ?? '')
  return first ? Number(first.value) : Number.NaN
}

/** Equal to the kernel: same numbers whatever their spelling, else the same text. */
export function sameValue(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  if (left.length !== right.length) return false
  return left.every((word, at) => sameWord(word, right[at] as string))
}

function sameWord(a: string, b: string): boolean {
  if (a === b) return true
  const [left, right] = [readInteger(a), readInteger(b)]
  return left !== undefined && right !== undefined && left.value === right.value
}
