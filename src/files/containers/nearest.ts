import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { type Service, servicesIn } from './compose.ts'
import { type Container, type Published, widest } from './container.ts'
import { composeFiles, imageFiles, outwards } from './folders.ts'
import { copiedBy, covers } from './image.ts'

type Asked = (paths: readonly string[]) => Container | undefined

/** Asks for the container that plain files are mounted or copied into. Each folder is looked into once. */
export function nearest(store: FileStore): Asked {
  const known = new Map<string, readonly Service[]>()
  const services = (folder: string): readonly Service[] => {
    const found = known.get(folder) ?? composedIn(folder, store)
    known.set(folder, found)
    return found
  }
  return paths => {
    const folders = outwards(dirname(paths[0] ?? '.'))
    const running = folders.flatMap(services).filter(each => paths.some(path => sees(each, path, store)))
    return running.length > 0 ? together(running.map(({ container }) => container)) : copied(folders, paths, store)
  }
}

const composedIn = (folder: string, store: FileStore): Service[] =>
  composeFiles.flatMap(name => {
    const entry = store.read(join(folder, name))
    return isUnreadable(entry) ? [] : servicesIn(entry, folder)
  })

function sees({ mounts, build }: Service, path: string, store: FileStore): boolean {
  if (mounts.some(mount => path === mount || path.startsWith(`${mount}/`))) return true
  const dockerfile = build && store.read(build.dockerfile)
  if (!dockerfile || isUnreadable(dockerfile)) return false
  return copiedBy(dockerfile).some(each => covers(each, build.context, path))
}

/** A configuration that several services read is open as the widest of them is. */
function together([first, ...others]: readonly Container[]): Container | undefined {
  if (!first || others.length === 0) return first
  const all = [first, ...others]
  const images = all.flatMap(each => each.images)
  return { ...first, images, reach: port => widest(all.map(each => each.reach(port))) }
}

/** An image of which nothing says what runs it. Its context is the folder of the Dockerfile, or one around that. */
function copied(folders: readonly string[], paths: readonly string[], store: FileStore): Container | undefined {
  for (const folder of folders)
    for (const name of imageFiles) {
      const file = store.read(join(folder, name))
      if (isUnreadable(file)) continue
      const found = copiedBy(file).find(each =>
        outwards(folder).some(context => paths.some(path => covers(each, context, path))),
      )
      const at: Published['at'] = found && { file, span: found.span }
      if (at)
        return { name: 'the image', path: file.path, run: false, images: [], reach: () => ({ by: 'everyone', at }) }
    }
  return undefined
}
