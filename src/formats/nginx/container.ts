import { type Container, containersAround, type FileStore, hostRoot } from '../../files/index.ts'
import type { Forest, Model } from '../format.ts'

const known = new WeakMap<FileStore, (forest: Forest) => Container | undefined>()

/** Asks which container an nginx configuration runs in; that of a running host runs on it. */
export function containerOf({ format, forest }: Model, store: FileStore): Container | undefined {
  if (format !== 'nginx') return undefined
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
