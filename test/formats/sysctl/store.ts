import { type FileStore, memoryStore, normalize } from '../../../src/files/index.ts'

export type Entry = string | { readonly link: string } | { readonly directory: true }

/** A host in memory with links and empty directories, as the measured cases need them. */
export function hostStore(files: Readonly<Record<string, Entry>>, complete = true): FileStore {
  const plain: Record<string, string> = {}
  const links = new Map<string, string>()
  const folders = new Set<string>()
  for (const [path, entry] of Object.entries(files)) {
    plain[path] = typeof entry === 'string' ? entry : ''
    if (typeof entry === 'string') continue
    if ('link' in entry)
      links.set(path, normalize(entry.link.startsWith('/') ? entry.link : `${path}/../${entry.link}`))
    else folders.add(path)
  }
  const store = memoryStore(plain, complete)
  return {
    complete,
    list: path => (folders.has(path) ? [] : store.list(path)),
    read(path) {
      const target = links.get(path)
      if (target === undefined) return store.read(path)
      return target in plain ? store.read(target) : { path, code: 'missing', detail: 'No such file or directory' }
    },
    resolveLink: path => {
      const target = links.get(path)
      return target === '/dev/null' || (target !== undefined && target in plain) ? target : undefined
    },
  }
}
