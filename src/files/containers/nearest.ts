import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { type Service, servicesIn } from './compose.ts'
import { type Container, type Published, widest } from './container.ts'
import { composeFiles, imageFiles, outwards } from './folders.ts'
import { basesOf, copiedBy, mountOf } from './image.ts'
import { isNginxImage, isPut } from './seen.ts'

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
    const running = folders.flatMap(services).flatMap(each => {
      const container = built(each, store)
      return paths.some(path => sees(container, path)) ? [container] : []
    })
    return running.length > 0 ? together(running) : copied(folders, paths, store)
  }
}

const composedIn = (folder: string, store: FileStore): Service[] =>
  composeFiles.flatMap(name => {
    const entry = store.read(join(folder, name))
    return isUnreadable(entry) ? [] : servicesIn(entry, folder)
  })

/** The service with what its image is built of, too. */
function built({ container, build }: Service, store: FileStore): Container {
  const dockerfile = build && store.read(build.dockerfile)
  if (!dockerfile || isUnreadable(dockerfile)) return container
  const own = copiedBy(dockerfile).map(each => mountOf(each, build.context, store))
  const images = [...container.images, ...basesOf(dockerfile)]
  return { ...container, images, mounts: [...container.mounts, ...own] }
}

const sees = ({ mounts, images }: Container, path: string): boolean =>
  mounts.some(mount => isPut(mount, path, images.some(isNginxImage)))

/** A configuration that several services read is open as the widest of them is. */
function together([first, ...others]: readonly Container[]): Container | undefined {
  if (!first || others.length === 0) return first
  const all = [first, ...others]
  const [images, mounts] = [all.flatMap(each => each.images), all.flatMap(each => each.mounts)]
  return { ...first, images, mounts, reach: port => widest(all.map(each => each.reach(port))) }
}

/** An image of which nothing says what runs it. Its context is the folder of the Dockerfile, or one around that. */
function copied(folders: readonly string[], paths: readonly string[], store: FileStore): Container | undefined {
  for (const folder of folders)
    for (const name of imageFiles) {
      const file = store.read(join(folder, name))
      if (isUnreadable(file)) continue
      const images = basesOf(file)
      const isNginx = images.some(isNginxImage)
      for (const context of outwards(folder)) {
        const all = copiedBy(file).map(copied => ({ copied, mount: mountOf(copied, context, store) }))
        const found = all.find(({ mount }) => paths.some(path => isPut(mount, path, isNginx)))
        if (!found) continue
        const at: Published['at'] = { file, span: found.copied.span }
        const mounts = all.map(({ mount }) => mount)
        return { name: 'the image', path: file.path, run: false, images, mounts, reach: () => ({ by: 'everyone', at }) }
      }
    }
  return undefined
}
