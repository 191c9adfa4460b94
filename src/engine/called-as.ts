import type { FileStore } from '../files/index.ts'
import { real } from './search.ts'

/** The store in which files that links lead to are called as they were named, whichever name they are read by. */
export function calledAs(paths: readonly string[], base: FileStore): FileStore {
  if (!base.resolveLink || paths.length === 0) return base
  const names = new Map(paths.map(path => [real(path, base), path]))
  return { ...base, read: path => base.read(names.get(real(path, base)) ?? path) }
}
