import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Bytes where a name is no UTF-8. */
export type DiskPath = string | Buffer

/** Every call of the operating system that writing needs. Tests give one that stops anywhere. */
export interface Disk {
  read(path: DiskPath): Uint8Array | undefined
  /** Creates a file that does not exist yet, with its bytes on the platter. */
  create(path: DiskPath, bytes: Uint8Array, owner: Owner): void
  rename(from: DiskPath, to: DiskPath): void
  remove(path: DiskPath): void
  owner(path: DiskPath): Owner | undefined
  exists(path: DiskPath): boolean
  makeDirectory(path: DiskPath, mode: number): void
  removeDirectory(path: DiskPath): void
  /** A directory, unless something is in it. */
  removeEmpty(path: DiskPath): void
  list(path: DiskPath): readonly string[]
  /** What is named in the directory survives a power cut. */
  syncDirectory(path: DiskPath): void
}

/** Undefined ids: those of this process. */
export interface Owner {
  readonly mode: number
  readonly uid?: number
  readonly gid?: number
}

export const machineDisk: Disk = {
  read: path => unlessMissing(() => readFileSync(path)),
  create,
  rename: renameSync,
  remove,
  owner: path => {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (!stat) return undefined
    if (!stat.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'ENOTFILE' })
    return { mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid }
  },
  exists: path => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  makeDirectory,
  removeDirectory: path => rmSync(path, { recursive: true, force: true }),
  removeEmpty,
  list: path => unlessMissing(() => readdirSync(path)) ?? [],
  syncDirectory,
}

/** With the folders above it. Node's own way to do that never ends where a folder takes no names, as /proc. */
function makeDirectory(path: DiskPath, mode: number): void {
  if (isDirectory(path)) return
  const above = typeof path === 'string' && dirname(path)
  if (above && !lstatSync(above, { throwIfNoEntry: false })) makeDirectory(above, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (!isDirectory(path)) throw error
  }
}

const isDirectory = (path: DiskPath): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function unlessMissing<T>(call: () => T): T | undefined {
  try {
    return call()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A file system that cannot be written refuses even where there is nothing. */
function remove(path: DiskPath): void {
  if (lstatSync(path, { throwIfNoEntry: false })) unlessMissing(() => unlinkSync(path))
}

function removeEmpty(path: DiskPath): void {
  if (!lstatSync(path, { throwIfNoEntry: false })) return
  try {
    rmdirSync(path)
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** O_EXCL and O_NOFOLLOW: a link that somebody planted under the name is never written through. */
function create(path: DiskPath, bytes: Uint8Array, owner: Owner): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW
  const descriptor = openSync(path, flags, 0o600)
  try {
    writeFileSync(descriptor, bytes)
    if (owner.uid !== undefined && owner.gid !== undefined) fchownSync(descriptor, owner.uid, owner.gid)
    fchmodSync(descriptor, owner.mode)
    fsyncSync(descriptor)
  } catch (error) {
    // Calls that get a descriptor do not know the path.
    throw Object.assign(error as Error, { path })
  } finally {
    closeSync(descriptor)
  }
}

function syncDirectory(path: DiskPath): void {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** A file that is either the old or the new one, never half of it. */
export function replace(disk: Disk, path: string, bytes: Uint8Array): void {
  const stage = `${path}.new`
  disk.remove(stage)
  disk.create(stage, bytes, { mode: 0o600 })
  disk.rename(stage, path)
  disk.syncDirectory(dirname(path))
}
