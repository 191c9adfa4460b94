import { dirname } from 'node:path'
import { hostRoot } from '../../files/index.ts'
import { isInside, realPlace } from '../../files/links.ts'
import { WriteError } from './transaction.ts'

/**
 * The directories that may be written in: those named, those of the files named, and the host tree they belong to.
 * `isDirectory` says which of the named paths are directories.
 */
export function boundaries(cwd: string, named: readonly string[], isDirectory: (path: string) => boolean): string[] {
  return named.map(path => {
    const host = hostRoot(path)
    if (host !== undefined) return realPlace(cwd, host === '' ? '.' : host)
    return realPlace(cwd, isDirectory(path) ? path : dirname(path))
  })
}

/**
 * Where a file really lies, once it is sure that it lies in one of the directories.
 * @throws WriteError for a path that leaves them, by `..`, an include or a symbolic link.
 */
export function writable(path: string, cwd: string, within: readonly string[]): string {
  const place = realPlace(cwd, path)
  if (within.some(directory => isInside(place, directory))) return place
  const shown = place === path ? place : `${path} (${place})`
  throw new WriteError({
    en: `${shown} lies outside of what was named; nothing was written (name ${dirname(place)} as well to allow it)`,
    zh: `${shown} 超出指定范围；未写入任何内容（如需允许，请同时指定 ${dirname(place)}）`,
  })
}
