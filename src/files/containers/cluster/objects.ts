import type { SourceFile } from '../../../text/index.ts'
import type { Published, ReachedBy } from '../container.ts'
import { below, documentsOf, isLeaf, type Mapping, textAt } from '../values.ts'

/** An object of a cluster, where it stands. */
export interface KubernetesObject {
  readonly kind: string
  readonly name: string
  readonly data: Mapping
  readonly file: SourceFile
}

/** All objects of some manifests, those of lists too. */
export const objectsIn = (files: readonly SourceFile[]): KubernetesObject[] =>
  files.flatMap(file => documentsOf(file).flatMap(data => [...within(file, data)]))

function* within(file: SourceFile, data: Mapping): Iterable<KubernetesObject> {
  const kind = textAt(data, 'kind')
  if (kind === 'List') for (const each of below(data, 'items')) yield* isLeaf(each) ? [] : within(file, each)
  else if (kind !== undefined) yield { kind, name: textAt(data, 'metadata', 'name') ?? '', data, file }
}

/** A way to a port, told where a value of the object stands. */
export function wayBy(by: ReachedBy, { file, data }: KubernetesObject, ...keys: readonly string[]): Published {
  const [value] = [...below(data, ...keys), ...below(data, 'kind')].filter(each => each !== data)
  return value ? { by, at: { file, span: value.span } } : { by }
}
