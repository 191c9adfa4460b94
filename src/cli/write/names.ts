import { dirname } from 'node:path'
import type { Disk, DiskPath } from './disk.ts'

/** A file and, where its name or that of a folder is no UTF-8, what the operating system calls it. */
export interface OnDisk {
  readonly path: string
  /** The whole path, in hexadecimal. */
  readonly bytes?: string
}

/** The same disk, that finds these files and what lies beside them by their names in bytes. */
export function byBytes(disk: Disk, files: readonly OnDisk[]): Disk {
  const known = new Map<string, Buffer>()
  for (const { path, bytes } of files) if (bytes !== undefined) learn(known, path, Buffer.from(bytes, 'hex'))
  if (known.size === 0) return disk
  const at = (path: DiskPath): DiskPath => (typeof path === 'string' ? placeOf(path, known) : path)
  return {
    read: path => disk.read(at(path)),
    create: (path, bytes, owner) => disk.create(at(path), bytes, owner),
    rename: (from, to) => disk.rename(at(from), at(to)),
    remove: path => disk.remove(at(path)),
    owner: path => disk.owner(at(path)),
    exists: path => disk.exists(at(path)),
    makeDirectory: (path, mode) => disk.makeDirectory(at(path), mode),
    removeDirectory: path => disk.removeDirectory(at(path)),
    removeEmpty: path => disk.removeEmpty(at(path)),
    list: path => disk.list(at(path)),
    syncDirectory: path => disk.syncDirectory(at(path)),
  }
}

/** The file and the folders above it, up to those whose names are UTF-8. */
function learn(known: Map<string, Buffer>, path: string, bytes: Buffer): void {
  for (let [name, own] = [path, bytes]; !own.equals(Buffer.from(name)); name = dirname(name)) {
    known.set(name, own)
    own = own.subarray(0, own.lastIndexOf('/'))
  }
}

function placeOf(path: string, known: ReadonlyMap<string, Buffer>): DiskPath {
  for (let folder = path; folder !== '/' && folder !== '.'; folder = dirname(folder)) {
    const bytes = known.get(folder)
    if (bytes) return Buffer.concat([bytes, Buffer.from(path.slice(folder.length))])
  }
  return path
}
