import type { SourceFile } from '../text/index.ts'
import type { Container } from './containers/container.ts'
import * as containers from './containers/index.ts'
import type { FileStore } from './store.ts'

export type { Container, Published } from './containers/container.ts'

/** By its files, the container that a configuration is put into; undefined: none that is known. */
export type Asking = (files: readonly SourceFile[]) => Container | undefined

/** Asks what Compose files, Dockerfiles and manifests around a configuration say. Their readers are loaded when one is asked for. */
export const containersAround = (store: FileStore): Asking => containers.containersAround(store)
