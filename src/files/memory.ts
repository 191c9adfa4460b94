import { decode, type SourceFile } from '../text/index.ts'
import { byBytes } from './order.ts'
import { normalize } from './path.ts'
import type { FileStatus, FileStore, Unreadable } from './store.ts'

/** What values do not say by themselves, as far as it is known. */
export interface Circumstances {
  readonly status?: Readonly<Record<string, FileStatus>>
  readonly tracked?: readonly string[]
}

/** Files given as values. Directories exist as far as a file's path implies them. */
export function memoryStore(
  files: Readonly<Record<string, string | Uint8Array | SourceFile>>,
  complete = false,
  { status, tracked }: Circumstances = {},
): FileStore {
  const sources = new Map<string, SourceFile>()
  const directories = new Map<string, Set<string>>()
  for (const [path, content] of Object.entries(files)) {
    const source = isSource(content) ? content : decode(path, content)
    sources.set(normalize(path), source)
    register(directories, normalize(path))
  }
  const sorted = new Map([...directories].map(([path, names]) => [path, [...names].sort(byBytes)]))
  return {
    complete,
    read: path => sources.get(normalize(path)) ?? missing(path, sorted.has(normalize(path))),
    list: path => sorted.get(normalize(path)),
    ...(status && { status: (path: string) => status[normalize(path)] }),
    ...(tracked && { tracked: (path: string) => tracked.includes(normalize(path)) }),
  }
}

const isSource = (content: string | Uint8Array | SourceFile): content is SourceFile =>
  typeof content === 'object' && 'text' in content

const missing = (path: string, directory: boolean): Unreadable =>
  directory
    ? { path, code: 'directory', detail: 'Is a directory' }
    : { path, code: 'missing', detail: 'No such file or directory' }

function register(directories: Map<string, Set<string>>, path: string): void {
  for (let child = path; ; ) {
    const at = child.lastIndexOf('/')
    const parent = at === -1 ? '.' : at === 0 ? '/' : child.slice(0, at)
    const names = directories.get(parent) ?? new Set()
    const name = child.slice(at + 1)
    if (name === '' || names.has(name)) return
    names.add(name)
    directories.set(parent, names)
    if (parent === '.' || parent === '/') return
    child = parent
  }
}
