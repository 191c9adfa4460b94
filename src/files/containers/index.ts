import type { SourceFile } from '../../text/index.ts'
import { dirname } from '../path.ts'
import type { FileStore } from '../store.ts'
import { chartOf, isValues } from './cluster/chart.ts'
import { Cluster } from './cluster/cluster.ts'
import { generatedOf } from './cluster/kustomization.ts'
import { objectsIn } from './cluster/objects.ts'
import type { Container } from './container.ts'
import { configMapOf, manifestsAround } from './manifests.ts'
import { nearest } from './nearest.ts'
import { once } from './once.ts'

/** The files of a configuration, and where each lies in the store. */
export type AskingBy = (files: readonly SourceFile[], paths: readonly string[]) => Container | undefined

/** Asks which container a configuration is put into; those that read it lie in the folders around it. */
export function containersAround(store: FileStore): AskingBy {
  const folders = nearest(store)
  const clusters = once((folder: string) => {
    const files = manifestsAround(folder, store)
    return { files: new Set(files), cluster: new Cluster(objectsIn(files)) }
  })
  /** A manifest that has no name, or lies behind as many as are read, counts by itself. */
  const clusterOf = once((whole: SourceFile): Cluster => {
    const around = clusters(dirname(whole.path))
    const own = around.files.has(whole) ? [] : objectsIn([whole])
    return own.length === 0 ? around.cluster : new Cluster(own)
  })
  const mounting = (map: string, whole: SourceFile): Container => clusterOf(whole).mounting(map, whole.path)
  const containing: AskingBy = ([main], paths) => {
    if (!main?.part) {
      const made = generatedOf(paths, store)
      return made ? mounting(made.name, made.by) : folders(paths)
    }
    const { whole } = main.part
    const map = configMapOf(main.part)
    if (map !== undefined) return mounting(map, whole)
    return isValues(whole) ? chartOf(whole) : folders(paths)
  }
  return (files, paths) => {
    const container = containing(files, paths)
    return container && { ...container, reach: once(container.reach) }
  }
}
