import { lstatSync, readlinkSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { hostRoot } from './path.ts'

const limit = 40

/** Where the links that were met lead, and what was met and is none: for as long as files are taken to stay. */
export type KnownLinks = Map<string, string | undefined>

/**
 * The place on disk a path leads to once every symbolic link is followed. In a host tree kept somewhere else than
 * at `/` (`hosts/a/etc/…`) absolute links lead to below that tree, as they would on the host. The place need not exist.
 * Looks at the disk for what is not in `known`, and adds it there.
 * @throws Error with code ELOOP after 40 links.
 */
export function realPlace(cwd: string, path: string, known: KnownLinks = new Map()): string {
  const root = hostRoot(path)
  const top = root === undefined || root === '/' ? '/' : resolve(cwd, root)
  return follow(resolve(cwd, path), top, known)
}

/** What is told by the list of a folder, whose place is given: this name is no link. */
export const noLink = (place: string, name: string, known: KnownLinks): void => {
  known.set(join(place, name), undefined)
}

function follow(path: string, top: string, known: KnownLinks): string {
  let done = '/'
  let links = 0
  const pending = parts(path).reverse()
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const here = name === '..' ? resolve(done, '..') : join(done, name)
    if (!known.has(here)) known.set(here, linkTarget(here))
    const target = known.get(here)
    if (target === undefined) {
      done = here
      continue
    }
    if (++links > limit) throw Object.assign(new Error('too many symbolic links'), { code: 'ELOOP' })
    const place = target.startsWith('/') ? rehost(target, top) : target
    if (place.startsWith('/')) done = '/'
    pending.push(...parts(place).reverse())
  }
  return done
}

const join = (directory: string, name: string): string => (directory === '/' ? `/${name}` : `${directory}/${name}`)
const parts = (path: string): string[] => path.split('/').filter(part => part !== '' && part !== '.')
const rehost = (target: string, top: string): string =>
  top === '/' || isInside(target, top) ? target : `${top}${target}`

function linkTarget(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat?.isSymbolicLink() ? readlinkSync(path) : undefined
}

/** Both absolute and without links. A directory is inside itself. */
export function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path)
  return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('/'))
}
