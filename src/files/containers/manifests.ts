import type { Part, SourceFile } from '../../text/index.ts'
import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { objectsIn } from './cluster/objects.ts'
import { below, isLeaf } from './values.ts'

/** How many ConfigMaps of each name have a key. */
type Owners = ReadonlyMap<string, number>

const known = new WeakMap<SourceFile, ReadonlyMap<string, Owners>>()

/** By key, the ConfigMaps of a manifest that have it. */
function ownersIn(whole: SourceFile): ReadonlyMap<string, Owners> {
  const found = known.get(whole)
  if (found) return found
  const byKey = new Map<string, Map<string, number>>()
  for (const { kind, name, data } of objectsIn([whole]))
    if (kind === 'ConfigMap')
      for (const key of new Set(below(data, 'data').flatMap(each => (isLeaf(each) ? [] : [...each.entries.keys()])))) {
        const owners = byKey.get(key) ?? new Map<string, number>()
        byKey.set(key, owners.set(name, (owners.get(name) ?? 0) + 1))
      }
  known.set(whole, byKey)
  return byKey
}

/** The name of the ConfigMap that has a part as one of its keys; undefined where several may. */
export function configMapOf({ whole, name }: Part): string | undefined {
  const key = name.slice(name.lastIndexOf('/') + 1)
  const owner = name.includes('/') ? dirname(name) : ''
  const owners = ownersIn(whole).get(key) ?? new Map<string, number>()
  const [only] = owners.size === 1 ? owners.keys() : [owner]
  return only !== undefined && owners.get(only) === 1 ? only : undefined
}

/** As many as a person keeps together: what lies in more files is not one application. */
const mostFiles = 1000
const mostFolders = 200

/** The manifests of a folder, and those of the folders beside it: `base/`, `overlays/production/`. */
export const manifestsAround = (folder: string, store: FileStore): SourceFile[] =>
  [...foldersAround(folder, store)]
    .flatMap(each => manifestsIn(each, store))
    .slice(0, mostFiles)
    .flatMap(path => {
      const entry = store.read(path)
      return isUnreadable(entry) || !/^[ \t"'{-]*kind["']?[ \t]*:/m.test(entry.text) ? [] : [entry]
    })

function foldersAround(own: string, store: FileStore): Set<string> {
  const outer = dirname(own)
  const folders = new Set([own, ...foldersIn(own, store), outer])
  const beside = own === '.' || outer === own ? [] : foldersIn(outer, store)
  for (const each of beside) folders.add(each)
  for (const each of beside) {
    if (folders.size > mostFolders) break
    for (const inner of foldersIn(each, store)) folders.add(inner)
  }
  return folders
}

const manifestsIn = (folder: string, store: FileStore): string[] =>
  (store.list(folder) ?? []).filter(name => /\.(?:ya?ml|json)$/.test(name)).map(name => join(folder, name))

/** Folders, told from files by their names: those of files have endings. One with more entries is no application. */
function foldersIn(folder: string, store: FileStore): string[] {
  const names = (store.list(folder) ?? []).filter(name => !name.includes('.') && name !== 'node_modules')
  if (names.length > mostFolders) return []
  return names.map(name => join(folder, name)).filter(path => store.list(path) !== undefined)
}
