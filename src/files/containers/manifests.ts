import type { Part, SourceFile } from '../../text/index.ts'
import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { objectsIn } from './cluster/objects.ts'
import { below } from './values.ts'

/** The name of the ConfigMap that has a part as one of its keys; undefined where several may. */
export function configMapOf({ whole, name }: Part): string | undefined {
  const [key = '', owner] = [name.slice(name.lastIndexOf('/') + 1), name.includes('/') ? dirname(name) : undefined]
  const maps = objectsIn([whole]).filter(
    object => object.kind === 'ConfigMap' && below(object.data, 'data', key).length > 0,
  )
  const [only, ...others] = maps.length > 1 ? maps.filter(each => each.name === owner) : maps
  return others.length > 0 ? undefined : only?.name
}

/** As many as a person keeps together: what lies in more files is not one application. */
const most = 200

/** The manifest, those of its folder, and those of the folders beside it: `base/`, `overlays/production/`. */
export function manifestsAround(whole: SourceFile, store: FileStore): SourceFile[] {
  const own = dirname(whole.path)
  const outer = dirname(own)
  const beside = own === '.' || outer === own ? [] : foldersIn(outer, store)
  const folders = [
    ...new Set([own, ...foldersIn(own, store), outer, ...beside, ...beside.flatMap(each => foldersIn(each, store))]),
  ]
  const paths = folders.slice(0, most).flatMap(folder => manifestsIn(folder, store))
  return [...new Set([whole.path, ...paths])].slice(0, most).flatMap(path => {
    const entry = path === whole.path ? whole : store.read(path)
    return isUnreadable(entry) || !/^[ \t"'{-]*kind["']?[ \t]*:/m.test(entry.text) ? [] : [entry]
  })
}

const manifestsIn = (folder: string, store: FileStore): string[] =>
  (store.list(folder) ?? []).filter(name => /\.(?:ya?ml|json)$/.test(name)).map(name => join(folder, name))

/** Folders, told from files by their names: those of files have endings. */
const foldersIn = (folder: string, store: FileStore): string[] =>
  (store.list(folder) ?? [])
    .filter(name => !name.includes('.') && name !== 'node_modules')
    .map(name => join(folder, name))
    .filter(path => store.list(path) !== undefined)
