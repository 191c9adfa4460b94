import type { SourceFile } from '../text/index.ts'
import { basename, dirname, normalize } from './path.ts'
import type { FileStore } from './store.ts'

/** A store in which some files have another text, or exist only now. Nothing is written anywhere. */
export function overlay(base: FileStore, changed: ReadonlyMap<string, string>): FileStore {
  const key = (path: string): string => base.resolveLink?.(path) ?? normalize(path)
  const texts = new Map([...changed].map(([path, text]) => [key(path), text]))
  const sources = new Map<string, SourceFile>()
  const made = newNames(base, texts.keys())
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
    list(directory) {
      const names = base.list(directory)
      const more = made.get(normalize(directory))
      return more ? [...new Set([...(names ?? []), ...more])].sort() : names
    },
    ...(base.resolveLink && { resolveLink: (path: string) => base.resolveLink?.(path) }),
    ...(base.elsewhere && { elsewhere: (path: string) => base.elsewhere?.(path) }),
    ...(base.status && { status: (path: string) => base.status?.(path) }),
    ...(base.tracked && { tracked: (path: string) => base.tracked?.(path) }),
  }
}

/** Names by directory, the directories of new files included as far as they are new themselves. */
function newNames(base: FileStore, paths: Iterable<string>): Map<string, string[]> {
  const made = new Map<string, string[]>()
  for (const path of paths) {
    for (let child = path; child !== '.' && child !== '/'; child = dirname(child)) {
      const parent = dirname(child)
      const name = basename(child)
      if (base.list(parent)?.includes(name) || made.get(parent)?.includes(name)) break
      made.set(parent, [...(made.get(parent) ?? []), name])
    }
  }
  return made
}
