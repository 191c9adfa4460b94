import { type FileStore, isUnreadable, onHost } from '../files/index.ts'

/** The text of a host's file; undefined where it cannot be read, or the host is not known. */
export function textOn(root: string | undefined, store: FileStore, path: string): string | undefined {
  if (root === undefined) return undefined
  const entry = store.read(path.startsWith('/') ? onHost(root, path) : path)
  return isUnreadable(entry) ? undefined : entry.text
}
