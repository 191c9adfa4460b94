import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Disk, type Owner, replace } from './disk.ts'

/**
 * staging: every file is still the old one. committing: each is the old or the new one, and the new ones lie beside
 * them. done: all are the new ones. undoing: on the way back.
 */
export type State = 'staging' | 'committing' | 'done' | 'undoing'

export interface Entry {
  /** Absolute, without links. */
  readonly path: string
  /** What the operating system calls it, in hexadecimal, where that is no UTF-8. */
  readonly bytes?: string
  /** The new file lies here until it is renamed; the old one while it is brought back. */
  readonly stage: string
  /** Absent for a file that is new. */
  readonly before?: string
  readonly after: string
  readonly owner: Owner
  /** Directories made for it, the outermost first. */
  readonly folders?: readonly string[]
}

/** What one `fix --write` did or was doing. Its folder also holds the former files: `0.before`, `1.before` … */
export interface Journal {
  readonly version: 1
  readonly id: string
  readonly state: State
  readonly entries: readonly Entry[]
}

export const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** $XDG_STATE_HOME/confward, private to the user: former files may hold keys. */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.XDG_STATE_HOME?.startsWith('/')) return join(env.XDG_STATE_HOME, 'confward')
  return env.HOME?.startsWith('/') ? join(env.HOME, '.local/state/confward') : undefined
}

export const folderOf = (state: string, id: string): string => join(state, id)
export const backup = (state: string, id: string, nth: number): string => join(state, id, `${nth}.before`)

export function save(disk: Disk, state: string, journal: Journal): void {
  replace(disk, join(folderOf(state, journal.id), 'journal.json'), Buffer.from(`${JSON.stringify(journal, null, 2)}\n`))
}

export const forget = (disk: Disk, state: string, id: string): void => disk.removeDirectory(folderOf(state, id))

/** All journals, the newest first. A folder without a journal is what a stop before the first step left behind. */
export function journals(disk: Disk, state: string): Journal[] {
  const found: Journal[] = []
  for (const id of disk.list(state)) {
    if (!/^\d{13}-[0-9a-f]+$/.test(id)) continue
    const journal = read(disk, state, id)
    if (journal) found.push(journal)
  }
  return found.sort((a, b) => (a.id < b.id ? 1 : -1))
}

function read(disk: Disk, state: string, id: string): Journal | undefined {
  const bytes = disk.read(join(folderOf(state, id), 'journal.json'))
  if (!bytes) return undefined
  const journal = JSON.parse(Buffer.from(bytes).toString()) as Journal
  return journal.version === 1 && journal.id === id ? journal : undefined
}
