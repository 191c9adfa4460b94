import {
  basename,
  dirname,
  type FileStore,
  hostRoot,
  isUnreadable,
  join,
  mountsAround,
  type PathMap,
  placeBy,
} from '../../files/index.ts'
import { glob, matchesPath } from './glob.ts'

/** What a Compose file or Dockerfile puts into a container beside the main file. */
export interface Mounted {
  readonly map: PathMap
  /** The path in the container that a path of the configuration means. */
  meant(path: string): string
  /** Where in the store it lies. */
  placeOf(path: string): string | undefined
}

const known = new WeakMap<FileStore, Map<string, Mounted | undefined>>()

/** Undefined for a main file that nothing is known to put into a container. */
export function mountedFor(root: string, store: FileStore): Mounted | undefined {
  if (hostRoot(root) === '/') return undefined
  const own = known.get(store) ?? new Map<string, Mounted | undefined>()
  known.set(store, own)
  if (!own.has(root)) own.set(root, opened(root, mountsAround(store, root)))
  return own.get(root)
}

function opened(root: string, map: PathMap): Mounted | undefined {
  const main = Object.entries(map).find(([, place]) => root === place || root.startsWith(`${place}/`))
  if (!main) return undefined
  const folder = dirname(join(main[0], root.slice(main[1].length)))
  const meant = (path: string): string => (path.startsWith('/') ? path : join(folder, path))
  const placeOf = placeBy(map)
  return { map, meant, placeOf: path => placeOf(meant(path)) }
}

/** Files that a pattern finds in a container, in the order of their names there: one by one, and of folders put there. */
export function putInto(path: string, mounted: Mounted | undefined, store: FileStore): string[] {
  if (!mounted) return []
  const pattern = mounted.meant(path)
  const single = Object.entries(mounted.map).filter(
    ([target, place]) => matchesPath(pattern, target) && !isUnreadable(store.read(place)),
  )
  if (single.length === 0) return []
  const names = new Map(single)
  const inFolder = mounted.placeOf(pattern)
  for (const own of inFolder === undefined ? [] : glob(inFolder, store))
    names.set(join(dirname(pattern), basename(own)), own)
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place)
}
