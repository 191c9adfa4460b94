import type { SourceFile } from '../text/index.ts'
import { byBytes } from './order.ts'
import { basename, dirname, normalize } from './path.ts'
import type { FileStore } from './store.ts'

/** A store in which some files have another text, or exist only now. Nothing is written anywhere. */
export function overlay(base: FileStore, changed: ReadonlyMap<string, string>): FileStore {
  const key = (path: string): string => base.resolveLink?.(path) ?? normalize(path)
  const texts = new Map([...changed].map(([path, text]) => [key(path), text]))
  const sources = new Map<string, SourceFile>()
  const listed = withNew(base, texts.keys())
  const replaced = (path: string, text: string): SourceFile => {
    const before = base.read(path)
    const source: SourceFile = { path, text, encoding: 'encoding' in before ? before.encoding : 'utf8' }
    sources.set(path, source)
    return source
  }
  return {
    complete: base.complete,
    read(path) {
      const text = texts.get(key(path))
      return text === undefined ? base.read(path) : (sources.get(path) ?? replaced(path, text))
    },
    list: directory => listed.get(normalize(directory)) ?? base.list(directory),
    ...(base.resolveLink && { resolveLink: (path: string) => base.resolveLink?.(path) }),
    ...(base.elsewhere && { elsewhere: (path: string) => base.elsewhere?.(path) }),
    ...(base.status && { status: (path: string) => base.status?.(path) }),
    ...(base.tracked && { tracked: (path: string) => base.tracked?.(path) }),
  }
}

/** The directories that hold something new, with all their names; they may be new themselves. */
function withNew(base: FileStore, paths: Iterable<string>): Map<string, readonly string[]> {
  const names = new Map<string, Set<string>>()
  const changed = new Set<string>()
  for (const path of paths) {
    for (let child = path; child !== '.' && child !== '/'; child = dirname(child)) {
      const parent = dirname(child)
      const own = names.get(parent) ?? new Set(base.list(parent))
      names.set(parent, own)
      if (own.has(basename(child))) break
      own.add(basename(child))
      changed.add(parent)
    }
  }
  return new Map([...changed].map(parent => [parent, [...(names.get(parent) ?? [])].sort(byBytes)]))
}
