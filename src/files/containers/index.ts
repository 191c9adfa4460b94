import type { Part, SourceFile } from '../../text/index.ts'
import type { FileStore } from '../store.ts'
import { containerOf } from './cluster/config-map.ts'
import { objectsIn } from './cluster/objects.ts'
import type { Container } from './container.ts'
import { configMapOf, manifestsAround } from './manifests.ts'
import { nearest } from './nearest.ts'

/** The files of a configuration, and where each lies in the store. */
export type AskingBy = (files: readonly SourceFile[], paths: readonly string[]) => Container | undefined

/** Asks which container a configuration is put into; those that read it lie in the folders around it. */
export function containersAround(store: FileStore): AskingBy {
  const folders = nearest(store)
  return ([main], paths) => {
    const map = main?.part && configMapOf(main.part)
    return main && map !== undefined
      ? containerOf(map, main.path, objectsIn(manifestsAround((main.part as Part).whole, store)))
      : folders(paths)
  }
}
