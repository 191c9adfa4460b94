import { basename, dirname, type FileStore, isUnreadable } from '../files/index.ts'
import { includeOf } from '../formats/nginx/folder.ts'
import { contextsOfFragment } from '../formats/nginx/resolve/fragment.ts'
import { defaultTarget } from '../target/index.ts'
import { isDirective } from '../tree/index.ts'
import type { Candidate } from './candidates.ts'

/** Files that one line of a main file includes, where the main file is not given: `conf.d/*.conf`. */
export interface WholeFolder {
  readonly path: string
  readonly files: readonly string[]
}

export const noFolders: ReadonlyMap<string, WholeFolder> = new Map()

/** Folders of which all files are candidates that stand in http{}, by each of these: what one of them defines the others use. */
export function wholeFolders(candidates: readonly Candidate[], store: FileStore): ReadonlyMap<string, WholeFolder> {
  const byFolder = new Map<string, Candidate[]>()
  for (const each of candidates) {
    const folder = dirname(each.path)
    if (each.format.id !== 'nginx' || includeOf(folder) === undefined) continue
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), each])
  }
  const found = new Map<string, WholeFolder>()
  for (const [path, own] of byFolder) {
    const files = own.map(each => each.path)
    if (files.length < 2 || !isWhole(path, files, store) || !own.every(each => standsInHttp(each, store))) continue
    for (const file of files) found.set(file, { path, files })
  }
  return found
}

/** Is every file given that the daemon would read? */
function isWhole(folder: string, files: readonly string[], store: FileStore): boolean {
  const onlyConf = includeOf(folder)?.endsWith('.conf')
  const given = new Set(files.map(basename))
  const read = (store.list(folder) ?? []).filter(name => !name.startsWith('.') && (!onlyConf || name.endsWith('.conf')))
  return read.length === given.size && read.every(name => given.has(name))
}

function standsInHttp({ path, format }: Candidate, store: FileStore): boolean {
  const file = store.read(path)
  if (isUnreadable(file) || file.part?.context) return false
  const statements = format.parse(file).nodes.filter(isDirective)
  const contexts = contextsOfFragment({ statements, stated: undefined, path, target: defaultTarget })
  return contexts.length === 1 && contexts[0] === 'http'
}
