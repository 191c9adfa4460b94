import { dirname, type FileStore, isUnreadable, type Unreadable } from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { ownPlaces } from '../../formats/nginx/places.ts'
import type { SourceFile } from '../../text/index.ts'

/** Paths of the store that a path in the configuration can mean; none when variables or an engine decide. */
export function namedPaths(model: NginxModel, store: FileStore, path: string): readonly string[] {
  if (path === '' || /[$]|^(?:data|engine|store|syslog):|^unix:/.test(path)) return []
  return ownPlaces(path, { root: model.root, folder: dirname(model.root), store })
}

/** The file that a directive names, or why it is not there; undefined when nobody can know which one it is. */
export function namedFile(model: NginxModel, store: FileStore, path: string): SourceFile | Unreadable | undefined {
  const entries = namedPaths(model, store, path).map(each => store.read(each))
  return entries.find(entry => !isUnreadable(entry)) ?? entries[0]
}
