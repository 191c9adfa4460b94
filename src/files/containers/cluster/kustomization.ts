import type { SourceFile } from '../../../text/index.ts'
import { dirname, join } from '../../path.ts'
import type { FileStore } from '../../store.ts'
import { kustomizations, outwards } from '../folders.ts'
import { below, documentsOf, textAt, textsAt } from '../values.ts'

/** A ConfigMap that kustomize makes of files. */
export interface Generated {
  readonly name: string
  readonly by: SourceFile
}

/** The one that gets a file, by the kustomization nearest to it (kustomize, `configMapGenerator`). */
export function generatedOf(paths: readonly string[], store: FileStore): Generated | undefined {
  for (const folder of outwards(dirname(paths[0] ?? '.')))
    for (const by of kustomizations(folder, store)) {
      const made = documentsOf(by)
        .flatMap(each => below(each, 'configMapGenerator'))
        .find(each => textsAt(each, 'files').some(file => paths.includes(join(folder, sourceOf(file)))))
      const map = made && textAt(made, 'name')
      if (map !== undefined) return { name: map, by }
    }
  return undefined
}

/** `nginx.conf`, or `key=nginx.conf`. */
const sourceOf = (file: string): string => file.slice(file.indexOf('=') + 1)
