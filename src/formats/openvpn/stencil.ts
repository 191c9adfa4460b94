import { filledPath } from '../../text/index.ts'
import type { OptionLine } from './model.ts'

/** What files are called that others are made from: `client-template.txt`, `client-common.txt`, `base.conf`, `Default.txt`. */
const words: ReadonlySet<string> = new Set(['base', 'common', 'default', 'defaults', 'template'])

/** Any of these, and it is a file of its own. */
const material: ReadonlySet<string> = new Set([
  'ca',
  'capath',
  'cert',
  'config',
  'key',
  'peer-fingerprint',
  'pkcs11-id',
  'pkcs11-providers',
  'pkcs12',
  'secret',
  'tls-auth',
  'tls-crypt',
  'tls-crypt-v2',
  'verify-hash',
])

/** A profile without certificates and keys, by its name the text in front of them: a script writes them behind it. */
export function isStencil(root: string, lines: readonly OptionLine[]): boolean {
  const name = filledPath(root).replace(/^.*\//, '').toLowerCase()
  const named = name.endsWith('.txt') || name.split(/[._-]/).some(word => words.has(word))
  return named && lines.length > 0 && !lines.some(line => material.has(line.name))
}
