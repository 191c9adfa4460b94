import type { SettingControl } from '../types.ts'

/** What a control asks for, in signs that every language reads. */
export function wanted(control: SettingControl): string {
  const { equals, oneOf, minimum, maximum, absent, matches } = control
  const parts: string[] = []
  if (absent) parts.push('–')
  if (equals !== undefined) parts.push(quoted(Array.isArray(equals) ? equals.join(' ') : String(equals)))
  if (oneOf) parts.push(oneOf.map(value => quoted(String(value))).join(' | '))
  if (minimum !== undefined && maximum !== undefined) parts.push(`${minimum}–${maximum}`)
  else if (minimum !== undefined) parts.push(`≥ ${minimum}`)
  else if (maximum !== undefined) parts.push(`≤ ${maximum}`)
  if (matches !== undefined) parts.push(`/${matches}/`)
  return parts.join(', ')
}

const quoted = (value: string): string => `"${value}"`

/** Longer values are not given to a user's regular expression. */
const longest = 4096

/** Does a value fulfil everything a control asks? Undefined: nothing is set and no default is known. */
export function fulfils(
  control: SettingControl,
  words: readonly string[] | undefined,
  numberOf: (word: string) => number | undefined,
): boolean {
  if (control.absent) return words === undefined
  if (words === undefined) return false
  const { equals, oneOf, matches } = control
  const text = words.join(' ')
  const same = (value: string | number): boolean => equal(value, text, numberOf)
  if (Array.isArray(equals)) {
    if (!sameWords(equals, words)) return false
  } else if (equals !== undefined && !same(equals as string | number)) return false
  if (oneOf && !oneOf.some(same)) return false
  if (matches !== undefined && (text.length > longest || !new RegExp(`^(?:${matches})$`, 'u').test(text))) return false
  return within(control, numberOf(words[0] ?? ''))
}

function equal(value: string | number, text: string, numberOf: (word: string) => number | undefined): boolean {
  return typeof value === 'number' ? numberOf(text) === value : value === text
}

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join('\0') === [...b].sort().join('\0')

function within({ minimum, maximum }: SettingControl, number: number | undefined): boolean {
  if (minimum === undefined && maximum === undefined) return true
  if (number === undefined) return false
  return (minimum === undefined || number >= minimum) && (maximum === undefined || number <= maximum)
}
