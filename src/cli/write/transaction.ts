import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Localized } from '../../message/index.ts'
import { reasonOf } from '../reason.ts'
import type { Disk, Owner } from './disk.ts'
import { makeFolders, missingFolders, unmakeFolders } from './folders.ts'
import { backup, type Entry, folderOf, forget, type Journal, journals, save, sha } from './journal.ts'
import { byBytes, type OnDisk } from './names.ts'

/** A file that becomes another, or comes to be. */
export interface Replacement {
  /** Absolute, without links. */
  readonly path: string
  /** What the operating system calls it, in hexadecimal, where that is no UTF-8. */
  readonly bytes?: string
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array
}

/** Nothing was written, or everything was brought back. */
export class WriteError extends Error {
  override readonly name = 'WriteError'
  readonly localized: Localized

  constructor(localized: Localized) {
    super(localized.en)
    this.localized = localized
  }
}

export interface Place {
  readonly disk: Disk
  /** Where journals are kept. */
  readonly state: string
}

/** As many undone steps back as are kept. */
const kept = 10

/**
 * Replaces files all together: staged beside their targets, made durable, then renamed one by one. Whatever stops
 * this, even a kill, leaves each file as it was or as it shall be, and `recover` or `undo` brings the rest about.
 * @throws WriteError when a file is no longer what was read, or cannot be written.
 */
export function commit(replacements: readonly Replacement[], place: Place, now: number): Journal {
  const there = named(place, { entries: replacements })
  const id = `${String(now).padStart(13, '0')}-${randomBytes(4).toString('hex')}`
  const journal: Journal = { version: 1, id, state: 'staging', entries: entriesOf(replacements, there.disk, id) }
  try {
    stage(journal, replacements, there)
  } catch (error) {
    abandon(journal, place)
    throw asWriteError(error)
  }
  return finish({ ...journal, state: 'committing' }, place)
}

function stage(journal: Journal, replacements: readonly Replacement[], { disk, state }: Place): void {
  disk.makeDirectory(folderOf(state, journal.id), 0o700)
  disk.syncDirectory(state)
  for (const [nth, { before }] of replacements.entries())
    if (before) disk.create(backup(state, journal.id, nth), before, { mode: 0o600 })
  save(disk, state, journal)
  for (const [nth, entry] of journal.entries.entries()) {
    makeFolders(entry.folders ?? [], disk)
    disk.create(entry.stage, (replacements[nth] as Replacement).after, entry.owner)
  }
  syncDirectories(journal, disk)
  unchanged(journal.entries, disk)
  save(disk, state, { ...journal, state: 'committing' })
}

function syncDirectories(journal: Journal, disk: Disk): void {
  for (const directory of new Set(journal.entries.map(entry => dirname(entry.path))))
    if (disk.exists(directory)) disk.syncDirectory(directory)
}

function finish(journal: Journal, place: Place): Journal {
  try {
    const done = forward(journal, place)
    const { disk } = named(place, done)
    const lost = done.entries.find(entry => hashAt(disk, entry.path) !== entry.after)
    if (!lost) return done
    throw new WriteError({
      en: `${lost.path} was changed by another program meanwhile and was left alone; the other files were written`,
      zh: `${lost.path} 同时被其他程序修改，未改动；其余文件已写入`,
    })
  } catch (error) {
    if (error instanceof WriteError) throw error
    revert(journal, place)
    throw asWriteError(error)
  }
}

function entriesOf(replacements: readonly Replacement[], disk: Disk, id: string): Entry[] {
  return replacements.map(({ path, bytes, before, after }) => ({
    path,
    ...(bytes !== undefined && { bytes }),
    stage: join(dirname(path), `.${basename(path).slice(0, 60)}.confward-${id}`),
    after: sha(after),
    ...(before ? { before: sha(before), owner: ownerOf(disk, path) } : newcomer(disk, path)),
  }))
}

/** As a file is that somebody writes with an editor. */
function newcomer(disk: Disk, path: string): Pick<Entry, 'owner' | 'folders'> {
  if (disk.exists(path)) throw changed(path)
  return { owner: { mode: 0o644 }, folders: missingFolders(path, disk) }
}

function ownerOf(disk: Disk, path: string): Owner {
  try {
    const owner = disk.owner(path)
    if (owner) return owner
  } catch (error) {
    throw asWriteError(error)
  }
  throw changed(path)
}

function unchanged(entries: readonly Entry[], disk: Disk): void {
  for (const entry of entries) if (hashAt(disk, entry.path) !== entry.before) throw changed(entry.path)
}

const changed = (path: string): WriteError =>
  new WriteError({
    en: `${path} has changed since it was read; nothing was written`,
    zh: `${path} 在读取之后已被修改；未写入任何内容`,
  })

function hashAt(disk: Disk, path: string): string | undefined {
  const bytes = disk.read(path)
  return bytes && sha(bytes)
}

const named = ({ disk, state }: Place, { entries }: { readonly entries: readonly OnDisk[] }): Place => ({
  disk: byBytes(disk, entries),
  state,
})

/** From `committing` on: renames what is not renamed yet. A file that somebody else changed meanwhile is left alone. */
export function forward(journal: Journal, place: Place): Journal {
  const { disk, state } = named(place, journal)
  for (const entry of journal.entries)
    if (disk.read(entry.stage) && hashAt(disk, entry.path) === entry.before) disk.rename(entry.stage, entry.path)
    else disk.remove(entry.stage)
  syncDirectories(journal, disk)
  const done: Journal = { ...journal, state: 'done' }
  save(disk, state, done)
  for (const old of journals(disk, state)
    .filter(each => each.state === 'done')
    .slice(kept))
    forget(disk, state, old.id)
  return done
}

/** While `staging`: nothing but stages were made. */
export function abandon(journal: Journal, place: Place): void {
  const { disk, state } = named(place, journal)
  for (const entry of journal.entries) {
    disk.remove(entry.stage)
    unmakeFolders(entry.folders ?? [], disk)
  }
  forget(disk, state, journal.id)
}

/**
 * Brings back the former files. Goes on where a former attempt stopped; what somebody changed after that stop stays.
 * @throws WriteError when a file has changed since it was written: then nothing is touched.
 */
export function revert(journal: Journal, place: Place): void {
  const { disk, state } = named(place, journal)
  const touched = journal.entries.filter(({ path, before, after }) => {
    const now = hashAt(disk, path)
    return now !== before && now !== after
  })
  if (touched[0] && journal.state !== 'undoing') throw changedSince(touched[0].path, folderOf(state, journal.id))
  try {
    save(disk, state, { ...journal, state: 'undoing' })
    for (const [nth, entry] of journal.entries.entries())
      if (!touched.includes(entry)) bringBack(entry, backup(state, journal.id, nth), disk)
    for (const { folders = [] } of journal.entries) unmakeFolders(folders, disk)
    syncDirectories(journal, disk)
    forget(disk, state, journal.id)
  } catch (error) {
    throw asWriteError(error)
  }
}

const changedSince = (path: string, folder: string): WriteError =>
  new WriteError({
    en: `${path} has changed since it was written; nothing was undone (the former files are in ${folder})`,
    zh: `${path} 在写入之后已被修改；未撤销任何内容（原文件保存在 ${folder}）`,
  })

function bringBack(entry: Entry, former: string, disk: Disk): void {
  disk.remove(entry.stage)
  if (hashAt(disk, entry.path) === entry.before) return
  if (entry.before === undefined) {
    disk.remove(entry.path)
    return
  }
  const bytes = disk.read(former)
  if (!bytes) throw new WriteError({ en: `${former} is missing`, zh: `${former} 不存在` })
  disk.create(entry.stage, bytes, entry.owner)
  disk.rename(entry.stage, entry.path)
}

/** Finishes what a stopped run left. Gives the ids it finished. */
export function recover(place: Place): string[] {
  const { disk, state } = place
  const open = journals(disk, state).filter(journal => journal.state !== 'done')
  for (const journal of open) {
    if (journal.state === 'staging') abandon(journal, place)
    else if (journal.state === 'committing') forward(journal, place)
    else revert(journal, place)
  }
  sweep(place)
  return open.map(journal => journal.id)
}

/** Removes folders without a journal: a run that was stopped before it had touched anything. */
export function sweep({ disk, state }: Place): void {
  const known = new Set(journals(disk, state).map(journal => journal.id))
  for (const id of disk.list(state)) if (/^\d{13}-/.test(id) && !known.has(id)) forget(disk, state, id)
}

/** Errors of the operating system as errors that say what was written: nothing. */
export function asWriteError(error: unknown): unknown {
  if (error instanceof WriteError) return error
  const { code, path = '', dest = path } = error as NodeJS.ErrnoException & { dest?: string }
  if (code === undefined) return error
  const reason = reasonOf(code)
  return new WriteError({
    en: `${dest}: ${reason.en}; nothing was written`,
    zh: `${dest}：${reason.zh}；未写入任何内容`,
  })
}
