import { isPattern } from './key.ts'
import type { Applier, Loser, Statement } from './model.ts'

/** What an applier keeps of the statements it read, in the order in which it will write. */
export interface Kept {
  readonly key: string
  /** Undefined: an exclusion. */
  readonly value: string | undefined
  readonly ignore: boolean
  readonly statement: Statement
  readonly glob: boolean
}

export interface Reduced {
  readonly kept: readonly Kept[]
  /** Assignments that systemd throws away before it writes anything, by key. */
  readonly dropped: ReadonlyMap<string, readonly Loser[]>
}

const keptOf = (statement: Statement, applier: Applier): Kept | undefined => {
  const reading = statement[applier]
  if (reading.kind === 'lost') return undefined
  const value = reading.kind === 'assign' ? reading.value : undefined
  const ignore = reading.kind === 'assign' && reading.ignore
  return { key: reading.key, value, ignore, statement, glob: isPattern(reading.key) }
}

/**
 * systemd keeps one entry per path: an equal value keeps the place, another value or an exclusion replaces it and
 * goes to the end. procps keeps the list.
 */
export function reduce(statements: readonly Statement[], applier: Applier): Reduced {
  const list = statements.flatMap(statement => keptOf(statement, applier) ?? [])
  if (applier === 'procps') return { kept: list, dropped: new Map() }
  const kept = new Map<string, Kept>()
  const dropped = new Map<string, Loser[]>()
  for (const entry of list) {
    const before = kept.get(entry.key)
    if (before && before.value === entry.value) {
      if (entry.ignore && !before.ignore) kept.set(entry.key, { ...before, ignore: true })
      continue
    }
    if (before?.value !== undefined) drop(dropped, before, entry)
    kept.delete(entry.key)
    kept.set(entry.key, entry)
  }
  return { kept: [...kept.values()], dropped }
}

function drop(dropped: Map<string, Loser[]>, before: Kept, by: Kept): void {
  const because = by.value === undefined ? 'excluded' : sameFile(before, by) ? 'later-line' : 'later-file'
  const losers = dropped.get(before.key) ?? []
  losers.push({ statement: before.statement, because, by: by.statement })
  dropped.set(before.key, losers)
}

export const sameFile = (a: { statement: Statement }, b: { statement: Statement }): boolean =>
  a.statement.directive.file === b.statement.directive.file
