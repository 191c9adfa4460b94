import { statSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Is the word behind `--live` its value? A folder and a `*.conf` are something to check: neither is what
 * `sysctl -a` prints.
 */
export function isLiveFile(word: string, cwd: string): boolean {
  if (word === '-') return true
  if (word.endsWith('.conf')) return false
  return statSync(resolve(cwd, word), { throwIfNoEntry: false })?.isDirectory() === false
}
