import type { SourceFile } from '../../text/index.ts'
import { basename, dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'

/** `compose.yaml`, and those that add to it or stand for one stage: `docker-compose.prod.yml`. */
const compose = /^(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/

/** `Dockerfile`, `Dockerfile.prod`, `web.Dockerfile`. */
const image = /(?:^|\.)(?:[Dd]ocker|[Cc]ontainer)[Ff]ile(?:[.-][\w-]{1,60})?$/

const kustomization = /^kustomization\.ya?ml$/
const patterns = [compose, image, kustomization]

/** Any of these is in such a name. */
const telling = /ompose|[Ff]ile|kustomization/

const namesLike = (folder: string, store: FileStore, pattern: RegExp): string[] =>
  (store.list(folder) ?? []).filter(name => pattern.test(name))

function filesLike(folder: string, store: FileStore, pattern: RegExp): SourceFile[] {
  return namesLike(folder, store, pattern).flatMap(name => {
    const entry = store.read(join(folder, name))
    return isUnreadable(entry) ? [] : [entry]
  })
}

export const composeFiles = (folder: string, store: FileStore): SourceFile[] => filesLike(folder, store, compose)
export const imageFiles = (folder: string, store: FileStore): SourceFile[] => filesLike(folder, store, image)
export const containerFiles = (folder: string, store: FileStore): SourceFile[] => [
  ...imageFiles(folder, store),
  ...composeFiles(folder, store),
]
export const kustomizations = (folder: string, store: FileStore): SourceFile[] =>
  filesLike(folder, store, kustomization)

export const isImageFile = (path: string): boolean => image.test(basename(path))

/** Folders that are looked into: the innermost and two further out. */
const reach = 3

export function outwards(inner: string): string[] {
  const folders = [inner]
  for (let outer = dirname(inner); folders.length < reach && outer !== folders.at(-1); outer = dirname(outer))
    folders.push(outer)
  return folders
}

const known = new WeakMap<FileStore, Map<string, boolean>>()

/** Does a folder around the file hold anything that puts files into containers? */
export function anyAround(path: string, store: FileStore): boolean {
  const answers = known.get(store) ?? new Map<string, boolean>()
  known.set(store, answers)
  const holds = (folder: string): boolean => {
    const answer =
      answers.get(folder) ?? namesLike(folder, store, telling).some(name => patterns.some(each => each.test(name)))
    answers.set(folder, answer)
    return answer
  }
  return outwards(dirname(path)).some(holds)
}
