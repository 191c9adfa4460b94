import { type Container, containerAround, type FileStore, hostRoot } from '../../files/index.ts'
import type { Forest, Model } from '../format.ts'

interface Found {
  readonly container: Container | undefined
}

const known = new WeakMap<FileStore, WeakMap<Forest, Found>>()

/** Which container an nginx configuration runs in; that of a running host runs on it. */
export const containerOf = ({ format, forest }: Model, store: FileStore): Container | undefined =>
  format === 'nginx' ? containerFor(forest, store) : undefined

/** The same, before anything is made of the files. */
export function containerFor(forest: Forest, store: FileStore): Container | undefined {
  const all = known.get(store) ?? new WeakMap<Forest, Found>()
  known.set(store, all)
  const found = all.get(forest) ?? { container: asked(forest, store) }
  all.set(forest, found)
  return found.container
}

const asked = (forest: Forest, store: FileStore): Container | undefined =>
  hostRoot(forest.root) === '/'
    ? undefined
    : containerAround(
        forest.trees.map(({ file }) => file),
        store,
      )
