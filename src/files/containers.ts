import type { SourceFile } from '../text/index.ts'
import type { Container } from './containers/container.ts'
import { anyAround } from './containers/folders.ts'
import type { AskingBy } from './containers/index.ts'
import * as inside from './inside/index.ts'
import type { PathMap } from './mapped.ts'
import { placeOf } from './parts.ts'
import type { FileStore } from './store.ts'

export type { Container, Published } from './containers/container.ts'

/** By its files, the container that a configuration is put into; undefined: none that is known. */
export type Asking = (files: readonly SourceFile[]) => Container | undefined

const opened = (store: FileStore): AskingBy => inside.containersAround(store)

/** Asks what Compose files, Dockerfiles and manifests around a configuration say. Their readers are loaded when there are such. */
export function containersAround(store: FileStore): Asking {
  let ask: AskingBy | undefined
  return files => {
    const [main] = files
    if (!main || main.part?.placed || (!main.part && !anyAround(main.path, store))) return undefined
    ask ??= opened(store)
    return ask(files, files.map(placeOf))
  }
}

/** Where paths of a container lie in the store, by what is put into it beside a configuration that starts at `root`. */
export function mountsAround(store: FileStore, root: string): PathMap {
  const container = anyAround(root, store) ? opened(store)([], [root]) : undefined
  return Object.fromEntries(container?.mounts.map(({ target, place }) => [target, place]) ?? [])
}
