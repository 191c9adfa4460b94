import type { Part, SourceFile } from '../../text/index.ts'
import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { objectsIn } from './cluster/objects.ts'
import { below, isLeaf } from './values.ts'

const known = new WeakMap<SourceFile, ReadonlyMap<string, readonly string[]>>()

/** By key, the names of the ConfigMaps of a manifest that have it. */
function mapsIn(whole: SourceFile): ReadonlyMap<string, readonly string[]> {
  const found = known.get(whole)
  if (found) return found
  const maps = new Map<string, string[]>()
  for (const { kind, name, data } of objectsIn([whole]))
    if (kind === 'ConfigMap')
      for (const key of new Set(below(data, 'data').flatMap(each => (isLeaf(each) ? [] : [...each.entries.keys()])))) {
        const names = maps.get(key)
        if (names) names.push(name)
        else maps.set(key, [name])
      }
  known.set(whole, maps)
  return maps
}

/** The name of the ConfigMap that has a part as one of its keys; undefined where several may. */
export function configMapOf({ whole, name }: Part): string | undefined {
  const [key = '', owner] = [name.slice(name.lastIndexOf('/') + 1), name.includes('/') ? dirname(name) : undefined]
  const names = mapsIn(whole).get(key) ?? []
  if (names.length < 2) return names[0]
  return owner !== undefined && names.indexOf(owner) === names.lastIndexOf(owner) && names.includes(owner)
    ? owner
    : undefined
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
