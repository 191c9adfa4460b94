import { type FileStore, isUnreadable } from '../../files/index.ts'
import { applyEdits, type Edit, editsByPath, encode } from '../../text/index.ts'
import { note, type Session } from '../session.ts'
import { UsageError } from '../usage-error.ts'
import { boundaries, writable } from './boundary.ts'
import { machineDisk } from './disk.ts'
import { stateFolder } from './journal.ts'
import { locked } from './lock.ts'
import { commit, type Place, type Replacement, recover } from './transaction.ts'

export { type Linked, linkedTo } from './other-names.ts'
export { WriteError } from './transaction.ts'

/**
 * Runs something that writes: alone, and after what a killed run left was finished, so that what is read then is whole.
 * @throws UsageError when there is no place for the journal.
 */
export async function withStore<T>(session: Session, work: (place: Place) => T | Promise<T>): Promise<T> {
  const place = { disk: machineDisk, state: journalFolder(session) }
  return locked(place, () => {
    const finished = recover(place)
    if (finished.length > 0)
      note(session, { en: 'finished what an interrupted run had begun', zh: '已完成上次中断的写入' })
    return work(place)
  })
}

export function journalFolder(session: Session): string {
  const state = stateFolder(session.env)
  if (state !== undefined) return state
  throw new UsageError({
    en: 'neither XDG_STATE_HOME nor HOME is set: there is no place for the journal that undo needs',
    zh: '未设置 XDG_STATE_HOME 或 HOME：没有位置存放撤销所需的日志',
  })
}

interface Source {
  readonly files: FileStore
  /** What the command line named. */
  readonly named: readonly string[]
  readonly cwd: string
}

/** Applies edits to the disk, all or none. Gives the paths written. */
export function writeAll(edits: readonly Edit[], source: Source, place: Place): string[] {
  const replacements = [...editsByPath(edits)].map(([path, own]) => replacement(path, own, source))
  if (replacements.length > 0) commit(replacements, place, Date.now())
  return [...new Set(edits.map(edit => edit.path))]
}

function replacement(path: string, edits: readonly Edit[], { files, named, cwd }: Source): Replacement {
  const within = boundaries(cwd, named, each => files.list(each) !== undefined)
  const entry = files.read(path)
  if (isUnreadable(entry) && entry.code !== 'missing')
    throw new Error(`an edit of ${path}, which could not be read: ${entry.detail}`)
  const former = isUnreadable(entry) ? undefined : entry
  const after = encode({ encoding: 'utf8', ...former, path, text: applyEdits(former?.text ?? '', edits) })
  const bytes = former && files.nameInBytes?.(path)
  return {
    path: writable(path, cwd, within),
    ...(bytes && { bytes: Buffer.from(bytes).toString('hex') }),
    before: former && encode(former),
    after,
  }
}
