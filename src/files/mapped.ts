import { join, normalize } from './path.ts'
import type { FileStore } from './store.ts'

/** Where paths of the host lie in a store: `/etc/nginx/sites-enabled` → `sites`. */
export type PathMap = Readonly<Record<string, string>>

/** A store that knows where the user keeps folders and files of the host. */
export function mapped(base: FileStore, map: PathMap): FileStore {
  return Object.keys(map).length === 0 ? base : { ...base, elsewhere: placeBy(map) }
}

/** Where a path of the host lies by a map; the longest path that fits decides. */
export function placeBy(map: PathMap): (path: string) => string | undefined {
  const entries = Object.entries(map)
    .map(([host, own]) => [normalize(host), own] as const)
    .sort(([a], [b]) => b.length - a.length)
  return path => {
    const wanted = normalize(path)
    const found = entries.find(([host]) => wanted === host || wanted.startsWith(`${host}/`))
    return found && join(found[1], wanted.slice(found[0].length))
  }
}
