import { byBytes, type FileStore, isUnreadable, join, normalize } from '../files/index.ts'
import type { SourceFile } from '../text/index.ts'

/** The path a store keeps the text under: links resolved where the store knows them. */
export const real = (path: string, store: FileStore): string => store.resolveLink?.(path) ?? normalize(path)

const skipped = (name: string): boolean =>
  name === 'node_modules' || (name.startsWith('.') && !name.endsWith('.conf') && !pipelines.has(name))

/** What a repository runs: files of GitHub and GitLab. */
const pipelines: ReadonlySet<string> = new Set(['.github', '.gitlab-ci.yml', '.gitlab-ci.yaml'])

/** Folders of a host's /etc that lead to its programs and certificates: on Debian over 100 MB behind links. */
const foreign = /(?:^|\/)etc\/(?:alternatives|ca-certificates|fonts|pki|rc[0-6S]\.d|ssl\/certs|terminfo)$/

/** Where the configuration of a whole system lies. Its other folders hold programs, data, devices and the kernel's own files. */
const places = [
  'etc',
  'usr/local/etc',
  'usr/local/nginx/conf',
  'run/sysctl.d',
  'usr/local/lib/sysctl.d',
  'usr/lib/sysctl.d',
]

/** `/`, or a copy of it: reading all of it would take for ever, and some files of /proc and /dev never end. */
function isSystem(store: FileStore, directory: string): boolean {
  const names = store.list(directory) ?? []
  return ['etc', 'usr', 'proc'].every(name => names.includes(name))
}

/** Every file below a directory in byte order, hidden directories left out. Each real directory is entered once. */
export function below(store: FileStore, directory: string): string[] {
  const files: string[] = []
  const open = isSystem(store, directory) ? places.map(place => join(directory, place)) : [directory]
  const entered = new Set<string>()
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (entered.has(real(at, store))) continue
    entered.add(real(at, store))
    for (const path of entries(store, at)) (store.list(path) === undefined ? files : open).push(path)
  }
  return files.sort(byBytes)
}

function entries(store: FileStore, directory: string): string[] {
  const prefix = directory === '.' ? '' : `${directory.replace(/\/$/, '')}/`
  const names = (store.list(directory) ?? []).filter(name => !skipped(name))
  return names.map(name => prefix + name).filter(path => !foreign.test(path))
}

export const readAll = (store: FileStore, paths: readonly string[]): SourceFile[] =>
  paths.flatMap(path => {
    const entry = store.read(path)
    return isUnreadable(entry) ? [] : [entry]
  })
