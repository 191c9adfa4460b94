import { dirname, join } from '../path.ts'
import { type FileStore, isUnreadable } from '../store.ts'

export const composeFiles: readonly string[] = ['compose', 'docker-compose'].flatMap(name => [
  ...[`${name}.yaml`, `${name}.yml`],
  ...[`${name}.override.yaml`, `${name}.override.yml`],
])

export const imageFiles: readonly string[] = ['Dockerfile', 'Containerfile']

/** Asked for by name: a folder further out may be one with thousands of entries. */
export const containerFiles: readonly string[] = [...imageFiles, ...composeFiles]

export const kustomizations: readonly string[] = ['kustomization.yaml', 'kustomization.yml']

/** Folders that are looked into: the innermost and two further out. */
const reach = 3

export function outwards(inner: string): string[] {
  const folders = [inner]
  for (let outer = dirname(inner); folders.length < reach && outer !== folders.at(-1); outer = dirname(outer))
    folders.push(outer)
  return folders
}

const all = [...containerFiles, ...kustomizations]

const known = new WeakMap<FileStore, Map<string, boolean>>()

/** Does a folder around the file hold anything that puts files into containers? */
export function anyAround(path: string, store: FileStore): boolean {
  const answers = known.get(store) ?? new Map<string, boolean>()
  known.set(store, answers)
  const holds = (folder: string): boolean => {
    const answer = answers.get(folder) ?? all.some(name => !isUnreadable(store.read(join(folder, name))))
    answers.set(folder, answer)
    return answer
  }
  return outwards(dirname(path)).some(holds)
}
