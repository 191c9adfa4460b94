import type { SourceFile } from '../text/index.ts'
import { partsOf } from './inside.ts'
import { byBytes } from './order.ts'
import { normalize } from './path.ts'
import { type FileStore, isUnreadable } from './store.ts'
import { insideManifest, isManifest } from './texts/language.ts'

/** Where a file is found: of a part below the file it stands in, `deploy/nginx.yaml/nginx.conf`. */
export const placeOf = ({ path, part }: SourceFile): string => (part ? `${path}/${part.name}` : path)

/** A manifest as its parts, and what of it is asked for. */
interface Around {
  readonly all: ReadonlyMap<string, SourceFile>
  readonly name: string | undefined
}

const nowhere: Around = { all: new Map(), name: undefined }

/**
 * The store with manifests as directories: `nginx.yaml/nginx.conf` is what stands under that key. A folder that a
 * configuration includes from (`conf.d/*.conf`) is taken for the other keys: where they are mounted is not in them.
 */
export function withParts(base: FileStore): FileStore {
  const parts = (path: string): ReadonlyMap<string, SourceFile> => {
    const entry = isManifest(path) ? base.read(path) : undefined
    return entry && !isUnreadable(entry) ? byName(entry) : new Map()
  }
  const around = (path: string): Around | undefined => {
    for (const { file, name } of insideManifest(normalize(path))) {
      const all = parts(file)
      if (all.size > 0) return { all, name }
    }
    return undefined
  }
  return {
    ...base,
    read(path) {
      const own = base.read(path)
      if (!isUnreadable(own)) return own
      const { all, name } = around(path) ?? nowhere
      return (name === undefined ? undefined : (all.get(name) ?? mounted(all, name))) ?? own
    },
    list(directory) {
      const own = base.list(directory)
      const inside = own ? undefined : around(directory)
      if (!inside || (inside.name !== undefined && inside.all.has(inside.name))) return own
      return namesIn(inside.all, inside.name).sort(byBytes)
    },
  }
}

const known = new WeakMap<SourceFile, ReadonlyMap<string, SourceFile>>()

/** The parts of a manifest, the first of each name. */
function byName(file: SourceFile): ReadonlyMap<string, SourceFile> {
  const found = known.get(file)
  if (found) return found
  const names = new Map<string, SourceFile>()
  for (const each of partsOf(file)) if (each.part && !names.has(each.part.name)) names.set(each.part.name, each)
  known.set(file, names)
  return names
}

type Folders = ReadonlyMap<string, ReadonlySet<string>>

const listed = new WeakMap<ReadonlyMap<string, SourceFile>, Folders>()

/** What stands in each folder of a manifest; its own by the empty name. */
function foldersOf(parts: ReadonlyMap<string, SourceFile>): Folders {
  const found = listed.get(parts)
  if (found) return found
  const folders = new Map<string, Set<string>>()
  for (const name of parts.keys())
    for (let start = 0, end = name.indexOf('/'); start !== -1; end = name.indexOf('/', start)) {
      const folder = name.slice(0, Math.max(0, start - 1))
      const names = folders.get(folder) ?? new Set<string>()
      folders.set(folder, names.add(name.slice(start, end === -1 ? undefined : end)))
      start = end === -1 ? -1 : end + 1
    }
  listed.set(parts, folders)
  return folders
}

function namesIn(parts: ReadonlyMap<string, SourceFile>, folder = ''): string[] {
  const below = foldersOf(parts).get(folder)
  return below ? [...below] : [...parts.keys()].filter(name => name !== 'nginx.conf' && isMounted(parts.get(name)))
}

/** Where it lies in the container is not in the manifest. */
const isMounted = (file: SourceFile | undefined): boolean => !file?.part?.placed

/** A key as it lies in some folder of the container. The main file lies in none. */
function mounted(parts: ReadonlyMap<string, SourceFile>, path: string): SourceFile | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const found = name === path || name === 'nginx.conf' ? undefined : parts.get(name)
  return isMounted(found) ? found : undefined
}
