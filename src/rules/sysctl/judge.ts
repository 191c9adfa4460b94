import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Check } from './checks.ts'

/** Does a value meet what the table demands? Numbers compare as numbers, whatever their spelling. */

export type Level = 'balanced' | 'strict'

const wantedBy = (check: Check, level: Level): readonly string[] =>
  (level === 'strict' ? check.strict : undefined) ?? check.acceptable ?? []

/** True when the value is acceptable, or when nothing can be said about it. */
export function accepts(check: Check, value: string, level: Level): boolean {
  const wanted = wantedBy(check, level)
  if (wanted.length === 0 || wanted.some(each => /\s/.test(each))) return true
  const number = numberOf(value)
  if (Number.isNaN(number)) return check.comparator === 'in' ? wanted.includes(value) : true
  const numbers = wanted.map(numberOf)
  if (level === 'balanced' && check.tolerated?.some(each => numberOf(each) === number)) return true
  return compare(check, number, numbers)
}

function compare({ comparator, zeroMeans }: Check, value: number, wanted: readonly number[]): boolean {
  const [first = Number.NaN, second = first] = wanted
  if (zeroMeans !== undefined && value === 0) return false
  switch (comparator) {
    case 'eq':
    case 'in':
      return wanted.includes(value)
    case 'ge':
    case 'max-of-arch':
      return value >= Math.min(...wanted)
    case 'gt':
      return value > first
    case 'between':
      return value >= first && value <= second
    case 'bits-subset':
      return value !== 1 && (value & ~Math.max(...wanted)) === 0
    case 'superset-bits':
      return (value & first) === first
    default:
      return true
  }
}

/** The demand in signs that need no language: `1`, `1 | 2`, `≥ 1000`, `2–5`. */
export function wantedText(check: Check, level: Level): string {
  const wanted = wantedBy(check, level)
  const [first = '', second] = wanted
  if (check.comparator === 'ge' || check.comparator === 'max-of-arch') return `≥ ${first}`
  if (check.comparator === 'gt') return `> ${first}`
  if (check.comparator === 'between') return `${first}–${second}`
  if (check.comparator === 'bits-subset') return wanted.length > 1 ? `${wanted.at(-1)}` : first
  return wanted.join(' | ')
}

/** The value a fix writes. */
export function repaired(check: Check, level: Level): string {
  const wanted = wantedBy(check, level)
  return (check.comparator === 'bits-subset' ? wanted.at(-1) : wanted[0]) ?? ''
}
