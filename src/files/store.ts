import type { SourceFile } from '../text/index.ts'

/** Why a file has no text. */
export interface Unreadable {
  readonly path: string
  readonly code: 'missing' | 'denied' | 'directory' | 'too-large' | 'loop' | 'error'
  readonly detail: string
}

export const isUnreadable = (entry: SourceFile | Unreadable): entry is Unreadable => 'code' in entry

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
  /** False for stores that hold a part of a host only: a missing file there proves nothing. */
  readonly complete: boolean
}
