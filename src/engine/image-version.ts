import { type Container, containerFiles, type FileStore, outwards } from '../files/index.ts'
import { compareVersions, parseVersion, type Version } from '../target/index.ts'

/** `FROM nginx:1.27.4-alpine`, `image: registry.example.com:5000/team/nginx:1.27`; a tag that is no version says nothing. */
const written =
  /^[ \t]*(?:FROM(?:[ \t]+--platform=\S+)?|(?:-[ \t]+)?image:)[ \t]+["']?(?:[^\s"'#]*\/)?nginx(?:-unprivileged)?:(\d+\.\d+(?:\.\d+)?)(?![\d.])/gim

const image = /^(?:.*\/)?nginx(?:-unprivileged)?:(\d+\.\d+(?:\.\d+)?)(?![\d.])/

/** The version of nginx in images of a container; undefined where none says one, or they differ. */
export function versionOf({ images }: Container): Version | undefined {
  const versions = images.map(each => parseVersion(image.exec(each)?.[1] ?? ''))
  return same(versions.filter(each => each !== undefined))
}

const same = ([first, ...others]: readonly Version[]): Version | undefined =>
  first && others.every(each => compareVersions(each, first) === 0) ? first : undefined

/** Asks for the nginx of a folder's images. Each folder is looked into once. */
export function imageVersions(store: FileStore): (folder: string) => Version | undefined {
  const known = new Map<string, readonly Version[]>()
  const versionsOf = (folder: string): readonly Version[] => {
    const found = known.get(folder) ?? versionsIn(folder, store)
    known.set(folder, found)
    return found
  }
  return folder => nearest(folder, versionsOf)
}

/**
 * The version that the Dockerfiles and Compose files of a folder name, or of the nearest one around it that names any.
 * Undefined where none does, or several versions stand there.
 */
function nearest(inner: string, versionsOf: (folder: string) => readonly Version[]): Version | undefined {
  for (const folder of outwards(inner)) {
    const versions = versionsOf(folder)
    if (versions.length > 0) return same(versions)
  }
  return undefined
}

function versionsIn(folder: string, store: FileStore): Version[] {
  return containerFiles(folder, store)
    .flatMap(({ text }) => [...text.matchAll(written)])
    .map(([, version = '']) => parseVersion(version))
    .filter(version => version !== undefined)
}
