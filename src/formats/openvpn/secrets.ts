import { hasLetter } from './options.ts'

/** Inline bodies that must never be shown. */
export const isPrivate = (name: string): boolean =>
  hasLetter(name, 's') || name === 'key' || name === 'pkcs12' || name === 'http-proxy-user-pass'

/**
 * A name as it may be printed. Lines of a key whose start tag is missing are read as option names: whatever does not
 * look like a word is not shown.
 */
export function shownName(name: string): string {
  const word = /^-{0,2}[A-Za-z][A-Za-z_-]*\d{0,3}$/.test(name) && name.length <= 40
  return word && (name.length < 16 || /[-_]/.test(name)) ? name : '…'
}

/** A value as it may be printed: short, and nothing that could be a key. */
export const shownValue = (value: string): string => (value.length <= 60 ? value : `${value.slice(0, 40)}…`)
