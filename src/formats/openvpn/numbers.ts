import { atLeast, type Version } from '../../target/index.ts'

/** C atoi: leading blanks, a sign, digits; 0 for anything else. */
export function atoi(text: string): number {
  const found = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text)
  return found?.[1] ? Number(found[1]) : 0
}

/** A decimal number and nothing else, within a C int. */
export function isInteger(text: string): boolean {
  return /^[ \t\n\v\f\r]*[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= 2147483647
}

/** What the daemon makes of a numeric parameter: up to 2.6 garbage is 0 or its leading digits. */
export const numberOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : atoi(text)

/** From 2.7 on a parameter that is no number is refused. */
export const strictNumbers = (version: Version): boolean => atLeast(version, '2.7')
