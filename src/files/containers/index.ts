import type { Part, SourceFile } from '../../text/index.ts'
import { placeOf } from '../parts.ts'
import type { FileStore } from '../store.ts'
import { containerOf } from './cluster/config-map.ts'
import { objectsIn } from './cluster/objects.ts'
import type { Container } from './container.ts'
import { configMapOf, manifestsAround } from './manifests.ts'
import { nearest } from './nearest.ts'

/** Asks which container a configuration is put into, by its files; those that read it lie in the folders around it. */
export function containersAround(store: FileStore): (files: readonly SourceFile[]) => Container | undefined {
  const folders = nearest(store)
  return files => {
    const [main] = files
    if (!main) return undefined
    const map = main.part && configMapOf(main.part)
    return map === undefined
      ? folders(files.map(placeOf))
      : containerOf(map, main.path, objectsIn(manifestsAround((main.part as Part).whole, store)))
  }
}
