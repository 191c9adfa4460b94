import type { Entry } from '../tables/index.ts'

/** Of defaults that depend on the machine the one of x86-64: pages of 4k, cache lines of 64 bytes. */
const onX8664: Readonly<Record<string, string>> = { '32|64|128': '64', '256|512': '512' }

/** The arguments that hold where nobody writes the directive. */
export function defaultWords(entry: Entry | undefined): readonly string[] {
  const text = entry?.default ?? ''
  if (text === '' || text === '—') return []
  const one = onX8664[text] ?? (text.includes('|') ? (text.split('|')[0] as string) : text)
  return one.trim().split(/\s+/)
}
