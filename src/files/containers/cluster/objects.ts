import type { SourceFile } from '../../../text/index.ts'
import type { Published, ReachedBy } from '../container.ts'
import { documentsOf, type Yaml } from '../documents.ts'
import { below, list, word } from '../values.ts'

/** An object of a cluster, where it stands. */
export interface KubernetesObject {
  readonly kind: string
  readonly name: string
  readonly data: unknown
  readonly yaml: Yaml
  /** The path of keys to it in its document. */
  readonly path: readonly (string | number)[]
}

/** All objects of some manifests, those of lists too. */
export const objectsIn = (files: readonly SourceFile[]): KubernetesObject[] =>
  files.flatMap(file => documentsOf(file)).flatMap(yaml => [...within(yaml, yaml.data, [])])

function* within(yaml: Yaml, data: unknown, path: readonly (string | number)[]): Iterable<KubernetesObject> {
  const kind = word(below(data, 'kind'))
  if (kind === 'List')
    for (const [place, each] of list(below(data, 'items')).entries())
      yield* within(yaml, each, [...path, 'items', place])
  else if (kind !== undefined) yield { kind, name: word(below(data, 'metadata', 'name')) ?? '', data, yaml, path }
}

/** A way to a port, told where a value of the object stands. */
export function wayBy(
  by: ReachedBy,
  { yaml, path }: KubernetesObject,
  ...keys: readonly (string | number)[]
): Published {
  const at = yaml.at(...path, ...keys) ?? yaml.at(...path, 'kind')
  return at ? { by, at } : { by }
}
