import type { SourceFile } from '../text/index.ts'
import type { Container } from './containers/container.ts'
import { anyAround } from './containers/folders.ts'
import type { AskingBy } from './containers/index.ts'
import * as inside from './inside/index.ts'
import type { PathMap } from './mapped.ts'
import { placeOf } from './parts.ts'
import type { FileStore } from './store.ts'

export type { Container, Published } from './containers/container.ts'

const made = (store: FileStore): AskingBy => inside.containersAround(store)

const asking = new WeakMap<FileStore, AskingBy>()

/** What is read around one configuration of a store is not read again for the next. */
function opened(store: FileStore): AskingBy {
  const ask = asking.get(store) ?? made(store)
  asking.set(store, ask)
  return ask
}

/**
 * By the files of a configuration, the container that it is put into, as Compose files, Dockerfiles and manifests around it
 * say; undefined: none that is known. Their readers are loaded when there are such.
 */
export function containerAround(files: readonly SourceFile[], store: FileStore): Container | undefined {
  const [main] = files
  if (!main || main.part?.placed || (!main.part && !anyAround(main.path, store))) return undefined
  return opened(store)(files, files.map(placeOf))
}

/** Where paths of a container lie in the store, by what is put into it beside a configuration that starts at `root`. */
export function mountsAround(store: FileStore, root: string): PathMap {
  const container = anyAround(root, store) ? opened(store)([], [root]) : undefined
  return Object.fromEntries(container?.mounts.map(({ target, place }) => [target, place]) ?? [])
}
