import type { SourceFile } from '../../text/index.ts'
import type { FileStore } from '../store.ts'
import type { Container, Mount, Published } from './container.ts'
import { imageFiles, outwards } from './folders.ts'
import { basesOf, type Copied, copiedBy, mountOf } from './image.ts'
import { isNginxImage, isPut } from './seen.ts'

/** What a Dockerfile copies from one folder that may be its context. */
export interface Image {
  readonly file: SourceFile
  readonly images: readonly string[]
  readonly all: readonly { readonly copied: Copied; readonly mount: Mount }[]
}

/** The Dockerfiles of a folder. The context of each is that folder, or one around it. */
export const imagesIn = (folder: string, store: FileStore): Image[] =>
  imageFiles(folder, store).flatMap(file => {
    const [images, copies] = [basesOf(file), copiedBy(file)]
    return outwards(folder).map(context => ({
      file,
      images,
      all: copies.map(copied => ({ copied, mount: mountOf(copied, context, store) })),
    }))
  })

/** The first image that files are copied into; nothing says what runs it. */
export function copiedInto(candidates: readonly Image[], paths: readonly string[]): Container | undefined {
  for (const { file, images, all } of candidates) {
    const isNginx = images.some(isNginxImage)
    const found = all.find(({ mount }) => paths.some(path => isPut(mount, path, isNginx)))
    if (!found) continue
    const at: Published['at'] = { file, span: found.copied.span }
    const mounts = all.map(({ mount }) => mount)
    return { name: 'the image', path: file.path, run: false, images, mounts, reach: () => ({ by: 'everyone', at }) }
  }
  return undefined
}
