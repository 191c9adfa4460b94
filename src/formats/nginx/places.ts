import { basename, dirname, type FileStore, hostRoot, isUnreadable, join, onHost } from '../../files/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { glob, isPattern } from './glob.ts'
import { mountedFor, putInto } from './mounted.ts'

/** Folders of a configuration that hold parts of it. */
const partsFolder =
  /^(?:(?:sites|vhosts?|streams?|modules|conf)[-_.](?:available|enabled|d)|snippets|includes?|vhosts?)$/

/** How far up from a part the main file may stand. */
const reach = 4

/**
 * The folder in which relative paths start: that of the main file. Of a part, which nginx reads only by way of an
 * `include`, the nearest folder around it that holds `nginx.conf`, else the one that a folder of parts stands in.
 */
export function folderOf(root: string, isPart: boolean, store: FileStore): string {
  const own = dirname(root)
  if (!isPart) return own
  let at = own
  for (let up = 0; up < reach && at !== '/'; up++, at = join(at, '..'))
    if (exists(join(at, 'nginx.conf'), store)) return at
  return partsFolder.test(basename(own)) ? dirname(own) : own
}

/** Where included files are looked for. */
export interface Places {
  readonly root: string
  /** `folderOf` the root: relative paths start here, whichever file the `include` stands in. */
  readonly folder: string
  readonly store: FileStore
}

/**
 * The files an `include` names, in the order they are read. A literal path is named whether or not it exists.
 * In a geo{} every path is literal.
 */
export function targets(include: Directive, places: Places, inGeo: boolean): string[] {
  const path = argument(include, 0) ?? ''
  // Empty, and on every machine.
  if (path === '/dev/null') return []
  const candidates = locations(path, places)
  const { store } = places
  if (isPattern(path) && !inGeo) {
    const put = putInto(path, mountedFor(places.root, store), store)
    if (put.length > 0) return put
    return candidates.map(pattern => glob(pattern, store)).find(found => found.length > 0) ?? []
  }
  return [candidates.find(candidate => exists(candidate, store)) ?? (candidates[0] as string)]
}

const exists = (path: string, store: FileStore): boolean => {
  const entry = store.read(path)
  return !isUnreadable(entry) || entry.code !== 'missing'
}

/** Does a file lie where a path can mean it? One that may not be read is there; nothing is read where a look will do. */
export const isThere = (path: string, places: Places): boolean =>
  ownPlaces(path, places).some(each => places.store.status?.(each) !== undefined || exists(each, places.store))

/** Is there a file of that name in a part of a host? Keys are not read for that. */
export const isAmong = (path: string, places: Places): boolean =>
  ownPlaces(path, places).some(each => places.store.list(dirname(each))?.includes(basename(each)))

/** Is there a folder where a path means a place of the host for certain? */
export function isFolder(path: string, places: Places): boolean {
  const { root, store } = places
  const host = hostRoot(root)
  const own = store.complete ? ownPlaces(path, places) : host === undefined ? [] : [onHost(host, path)]
  return path.startsWith('/') && own.some(each => store.list(each) !== undefined)
}

/**
 * What stands for `/` of the host where the main file lies in the folders that the path names: `var/opt/app/nginx.conf`
 * and `/var/opt/app/site.conf`. One folder of the same name may be another.
 */
function sharedRoot(root: string, path: string): string | undefined {
  const [, first, second] = path.split('/')
  if (!first || !second || root.startsWith('/')) return undefined
  const at = `/${root}`.indexOf(`/${first}/${second}/`)
  return at === -1 ? undefined : root.slice(0, Math.max(0, at - 1))
}

/** Paths of the store that an argument can mean, the likeliest first. */
function locations(path: string, places: Places): string[] {
  const own = ownPlaces(path, places)
  return own.length > 0 ? own : [path]
}

/**
 * As far as they belong to the host of the main file: absolute paths lie below the host's root when that file shows
 * where it is; a repository may also hold the configuration directory alone. None: the path is of an unknown machine.
 */
export function ownPlaces(path: string, { root, folder, store }: Places): string[] {
  const mounted = mountedFor(root, store)?.placeOf(path)
  const said = store.elsewhere?.(path) ?? (path.startsWith('/') ? mounted : undefined)
  if (said !== undefined) return [said]
  if (!path.startsWith('/'))
    return [...new Set([...(mounted === undefined ? [] : [mounted]), join(folder, path), join(dirname(root), path)])]
  const host = hostRoot(root) ?? sharedRoot(root, path)
  const inFolder = /^\/(?:etc\/nginx|usr\/local\/nginx\/conf|usr\/local\/etc\/nginx|etc\/openresty)\/(.*)$/.exec(
    path,
  )?.[1]
  const found = host === undefined ? [] : [onHost(host, path)]
  if (inFolder !== undefined) found.push(join(folder, inFolder))
  if (root.startsWith('/') || store.complete) found.push(path)
  return [...new Set(found)]
}
