import type { Fingerprint } from './types.ts'

/**
 * 64 bits as 16 hexadecimal digits, the same everywhere. Not cryptographic: a collision only makes two findings
 * share a waiver. (cyrb: two 32-bit multiplicative hashes, mixed at the end.)
 */
export function hash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  const first = mix(high, low)
  const second = mix(low, first)
  return hex(second) + hex(first)
}

function mix(a: number, b: number): number {
  const once = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  return once >>> 0
}

const hex = (number: number): string => number.toString(16).padStart(8, '0')

/** `nth` counts findings that share rule, path and subject, in file order from 0. */
export const fingerprint = (rule: string, path: string, subject: string, nth = 0): Fingerprint =>
  hash(`${rule}\0${path}\0${subject}${nth === 0 ? '' : `\0${nth}`}`)
