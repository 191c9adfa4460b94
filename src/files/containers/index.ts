import type { SourceFile } from '../../text/index.ts'
import type { FileStore } from '../store.ts'
import { chartOf, isValues } from './cluster/chart.ts'
import { containerOf } from './cluster/config-map.ts'
import { generatedOf } from './cluster/kustomization.ts'
import { objectsIn } from './cluster/objects.ts'
import type { Container } from './container.ts'
import { configMapOf, manifestsAround } from './manifests.ts'
import { nearest } from './nearest.ts'

/** The files of a configuration, and where each lies in the store. */
export type AskingBy = (files: readonly SourceFile[], paths: readonly string[]) => Container | undefined

/** Asks which container a configuration is put into; those that read it lie in the folders around it. */
export function containersAround(store: FileStore): AskingBy {
  const folders = nearest(store)
  const mounting = (map: string, whole: SourceFile): Container =>
    containerOf(map, whole.path, objectsIn(manifestsAround(whole, store)))
  return ([main], paths) => {
    if (!main?.part) {
      const made = generatedOf(paths, store)
      return made ? mounting(made.name, made.by) : folders(paths)
    }
    const { whole } = main.part
    const map = configMapOf(main.part)
    if (map !== undefined) return mounting(map, whole)
    return isValues(whole) ? chartOf(whole) : folders(paths)
  }
}
