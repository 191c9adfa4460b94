import { type Container, containersAround, type FileStore, hostRoot } from '../../files/index.ts'
import type { Forest, Model } from '../format.ts'

const known = new WeakMap<FileStore, (forest: Forest) => Container | undefined>()

/** Asks which container an nginx configuration runs in; that of a running host runs on it. */
export const containerOf = ({ format, forest }: Model, store: FileStore): Container | undefined =>
  format === 'nginx' ? containerFor(forest, store) : undefined

/** The same, before anything is made of the files. */
export function containerFor(forest: Forest, store: FileStore): Container | undefined {
  const ask = known.get(store) ?? asking(store)
  known.set(store, ask)
  return ask(forest)
}

function asking(store: FileStore): (forest: Forest) => Container | undefined {
  const around = containersAround(store)
  const found = new WeakMap<Forest, { readonly container: Container | undefined }>()
  return forest => {
    const asked = found.get(forest) ?? {
      container: hostRoot(forest.root) === '/' ? undefined : around(forest.trees.map(({ file }) => file)),
    }
    found.set(forest, asked)
    return asked.container
  }
}
