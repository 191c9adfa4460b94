import type { SourceFile } from '../text/index.ts'

/** Why a file has no text. */
export interface Unreadable {
  readonly path: string
  readonly code: 'missing' | 'denied' | 'directory' | 'too-large' | 'loop' | 'error'
  readonly detail: string
}

export const isUnreadable = (entry: SourceFile | Unreadable): entry is Unreadable => 'code' in entry

/** Who may do what with a file, and whose it is. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'other'
  /** The twelve permission bits: 0o640, 0o1777. */
  readonly mode: number
  /** Numbers of the owner and the group. */
  readonly user: number
  readonly group: number
}

/**
 * Where text comes from: disk, memory, a git revision, an `nginx -T` dump. Synchronous.
 * Paths are posix, as the user named them; `list` gives the names in a directory in byte order,
 * or undefined when there is no such directory. The same path gives the same SourceFile object.
 */
export interface FileStore {
  read(path: string): SourceFile | Unreadable
  list(directory: string): readonly string[] | undefined
  /** The path behind symbolic links when the store knows (sites-enabled → sites-available). */
  resolveLink?(path: string): string | undefined
  /** Of the file behind links. Undefined: not known, as in a repository or for files given as values. */
  status?(path: string): FileStatus | undefined
  /** What the operating system calls the file behind links, where its whole path is no UTF-8. */
  nameInBytes?(path: string): Uint8Array | undefined
  /** Is the file under version control? Undefined: no repository holds it, or nobody can tell. */
  tracked?(path: string): boolean | undefined
  /** Where a path of the host lies in this store, when the user said so. */
  elsewhere?(path: string): string | undefined
  /** False for stores that hold a part of a host only: a missing file there proves nothing. */
  readonly complete: boolean
}
