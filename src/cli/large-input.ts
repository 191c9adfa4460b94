import { createRequire } from 'node:module'
import { type FileStore, isUnreadable } from '../files/index.ts'

/** Characters from which on an input counts as large. */
const large = 200_000

/** Characters from which on memory is scarcer than time. */
const huge = 4_000_000

/** The version of V8 (Node 20) on which it was measured; others have further compilers and budgets of their own. */
const measured = 11

/**
 * The same store; once it has read much, V8 is told to wait longer before it optimizes a function. A check of a large
 * host runs many functions some thousand times each, and optimizing them all takes longer than it saves (measured: a
 * quarter of the time for 1,000 servers, nothing for 10,000). Of a huge one it collects garbage when the heap has grown by
 * two fifths, not when it has doubled (measured: a seventh of the peak for 10,000 servers).
 */
export function whenLarge(store: FileStore): FileStore {
  const seen = new Set<string>()
  let characters = 0
  return {
    ...store,
    read(path) {
      const entry = store.read(path)
      if (characters > huge || isUnreadable(entry) || seen.has(path)) return entry
      seen.add(path)
      const before = characters
      characters += entry.text.length
      if (before <= large && characters > large) tell('--interrupt-budget=600000')
      if (characters > huge) tell('--heap-growing-percent=40')
      return entry
    },
  }
}

function tell(flag: string): void {
  if (Number.parseInt(process.versions.v8, 10) !== measured) return
  // Loaded here: it takes milliseconds, which a small file would wait for.
  const v8 = createRequire(process.execPath)('node:v8') as typeof import('node:v8')
  v8.setFlagsFromString(flag)
}
