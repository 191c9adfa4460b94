import { basename, dirname, type FileStore, isUnreadable, join, placeOf } from '../files/index.ts'
import type { Forest, LoadOptions } from '../formats/format.ts'
import { isDirective } from '../tree/index.ts'
import { calledAs } from './called-as.ts'
import type { Candidate } from './candidates.ts'
import { real } from './search.ts'

/** A main file with the parts of it that were named. */
export interface Around {
  readonly forest: Forest
  readonly named: readonly string[]
}

/** The main file that includes a named part and was not named itself; undefined where there is none. */
export type FindAround = (part: Candidate) => Around | undefined

export const aloneAll: FindAround = () => undefined

/** How far up from a part its main file may stand, its own folder included. */
const reach = 4

/** Looks for main files in the folders above what was named, as far as the top of the repository. Each is read once. */
export function findAround(candidates: readonly Candidate[], store: FileStore, options: LoadOptions): FindAround {
  const given = once(() =>
    candidates.filter(({ path }) => basename(path) === mainName).map(({ path }) => real(path, store)),
  )
  const parts = once(() => candidates.filter(({ format }) => format.id === 'nginx').map(({ path }) => path))
  const known = new Map<string, Around>()
  const mains = new Map<string, readonly string[]>()
  const read = (path: string, { format }: Candidate): Around => {
    const forest = format.load(path, calledAs(parts(), store), options)
    const all = new Set(forest.trees.slice(1).map(({ file }) => real(placeOf(file), store)))
    const made = { forest, named: parts().filter(each => all.has(real(each, store))) }
    known.set(path, made)
    return made
  }
  return part => {
    const folder = dirname(part.path)
    if (part.format.id !== 'nginx' || !isPart(part, store) || !isListed(part.path, store)) return undefined
    const above = mains.get(folder) ?? mainsAbove(folder, store).filter(path => !given().includes(real(path, store)))
    mains.set(folder, above)
    return above.map(path => known.get(path) ?? read(path, part)).find(({ named }) => named.includes(part.path))
  }
}

const mainName = 'nginx.conf'

function mainsAbove(folder: string, store: FileStore): string[] {
  const found: string[] = []
  for (let at = folder, up = 0; up < reach; at = join(at, '..'), up++) {
    const names = store.list(at) ?? []
    if (names.includes(mainName)) found.push(join(at, mainName))
    if (names.includes('.git') || at === '/') break
  }
  return found
}

/** What stands on standard input without a name is included by nothing. */
const isListed = (path: string, store: FileStore): boolean =>
  store.list(dirname(path))?.includes(basename(path)) ?? false

/** A file that nginx could be started with is no part of another. */
function isPart({ path, format }: Candidate, store: FileStore): boolean {
  const file = store.read(path)
  if (isUnreadable(file) || file.part) return false
  return !format.parse(file).nodes.some(node => isDirective(node) && node.name.value === 'events')
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
