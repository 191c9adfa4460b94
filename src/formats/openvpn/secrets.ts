import { hasLetter } from './options.ts'

/** Inline bodies that must never be shown. */
export const isPrivate = (name: string): boolean =>
  hasLetter(name, 's') || name === 'key' || name === 'pkcs12' || name === 'http-proxy-user-pass'
