import { dirname } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'
import { type Service, servicesIn } from './compose.ts'
import { type Container, widest } from './container.ts'
import { copiedInto, imagesIn } from './copied.ts'
import { composeFiles, outwards } from './folders.ts'
import { basesOf, copiedBy, mountOf } from './image.ts'
import { once } from './once.ts'
import { isNginxImage, isPut } from './seen.ts'

type Asked = (paths: readonly string[]) => Container | undefined

/** Asks for the container that plain files are mounted or copied into. Each folder is looked into once. */
export function nearest(store: FileStore): Asked {
  const services = once((folder: string) =>
    byPlace(servicesIn(composeFiles(folder, store), folder, store).map(each => built(each, store))),
  )
  const images = once((folder: string) => imagesIn(folder, store))
  return paths => {
    const folders = outwards(dirname(paths[0] ?? '.'))
    const running = folders.flatMap(folder => [...beside(services(folder), paths)]).filter(each => sees(each, paths))
    return running.length > 0 ? together(running) : copiedInto(folders.flatMap(images), paths)
  }
}

/** The service with what its images are built of, too. */
function built({ container, builds }: Service, store: FileStore): Container {
  const images = [...container.images]
  const mounts = [...container.mounts]
  for (const { context, dockerfile } of builds) {
    const file = store.read(dockerfile)
    if (isUnreadable(file)) continue
    images.push(...basesOf(file))
    for (const copied of copiedBy(file)) mounts.push(mountOf(copied, context, store))
  }
  return { ...container, images, mounts }
}

type Places = ReadonlyMap<string, readonly Container[]>

function byPlace(containers: readonly Container[]): Places {
  const places = new Map<string, Container[]>()
  for (const container of containers)
    for (const place of new Set(container.mounts.map(mount => mount.place))) {
      const all = places.get(place)
      if (all) all.push(container)
      else places.set(place, [container])
    }
  return places
}

/** Those that get one of the files, or a folder around it, in the order of their places. */
function beside(places: Places, paths: readonly string[]): Set<Container> {
  const around = new Set(paths.flatMap(path => [path, ...foldersOf(path)]))
  return new Set([...around].flatMap(place => places.get(place) ?? []))
}

function* foldersOf(path: string): Iterable<string> {
  for (let [inner, outer] = [path, dirname(path)]; outer !== inner; [inner, outer] = [outer, dirname(outer)])
    yield outer
}

const sees = ({ mounts, images }: Container, paths: readonly string[]): boolean => {
  const isNginx = images.some(isNginxImage)
  return mounts.some(mount => paths.some(path => isPut(mount, path, isNginx)))
}

/** A configuration that several services read is open as the widest of them is. */
function together([first, ...others]: readonly Container[]): Container | undefined {
  if (!first || others.length === 0) return first
  const all = [first, ...others]
  const [images, mounts] = [all.flatMap(each => each.images), all.flatMap(each => each.mounts)]
  return { ...first, images, mounts, reach: port => widest(all.map(each => each.reach(port))) }
}
