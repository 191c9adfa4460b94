import { basename, type FileStore, isUnreadable, onHost } from '../../files/index.ts'
import { filledPath, isTemplateFile, type SourceFile } from '../../text/index.ts'
import type { Candidate } from './model.ts'
import { statementsOf } from './parse.ts'

/** Where sysctl files lie on a host. High to low: a name in an earlier directory masks the same name in a later one. */
export const directories: readonly string[] = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
]

export const mainFile = '/etc/sysctl.conf'
export const mainLink = '/etc/sysctl.d/99-sysctl.conf'

/** Directories that packages own; their files are overridden, never edited. */
export const isVendor = (hostPath: string): boolean => hostPath.startsWith('/usr/lib/') || hostPath.startsWith('/lib/')

/** Every file of the host that an applier reads or an admin may think it reads. */
export function candidatesOn(root: string, store: FileStore): Candidate[] {
  const found = directories.flatMap(directory => inDirectory(directory, root, store))
  const main = store.read(onHost(root, mainIn(root, store)))
  if (!isUnreadable(main)) found.push(candidate(mainFile, main))
  return found.filter(each => !isTwin(each, found))
}

/** The main file, or in a repository the template of it. */
function mainIn(root: string, store: FileStore): string {
  if (store.complete || !isUnreadable(store.read(onHost(root, mainFile)))) return mainFile
  const name = store.list(onHost(root, '/etc'))?.find(each => filledPath(`/etc/${each}`) === mainFile)
  return name === undefined ? mainFile : `/etc/${name}`
}

/** /lib is /usr/lib on merged systems: the same file seen twice. */
const isTwin = (each: Candidate, all: readonly Candidate[]): boolean =>
  each.hostPath.startsWith('/lib/') &&
  all.some(other => other.hostPath === `/usr${each.hostPath}` && other.file?.text === each.file?.text)

function inDirectory(directory: string, root: string, store: FileStore): Candidate[] {
  const names = store.list(onHost(root, directory)) ?? []
  return names.flatMap(name => {
    const hostPath = `${directory}/${name}`
    const below = store.list(onHost(root, hostPath))
    if (below === undefined) return [read(hostPath, root, store)]
    const files = below.map(each => read(`${hostPath}/${each}`, root, store)).filter(each => each.file)
    return name.endsWith('.conf') ? [{ ...candidate(hostPath, undefined), directory: true }, ...files] : files
  })
}

function read(hostPath: string, root: string, store: FileStore): Candidate {
  const path = onHost(root, hostPath)
  if (!store.complete && isTemplateFile(path)) {
    const template = store.read(path)
    return candidate(filledPath(hostPath), isUnreadable(template) ? undefined : template)
  }
  const link = store.resolveLink?.(path)
  const linked = link === undefined ? {} : { link: behind(link, root) }
  if (linked.link === '/dev/null') return { ...candidate(hostPath, undefined), ...linked }
  const entry = store.read(link ?? path)
  return { ...candidate(hostPath, isUnreadable(entry) ? undefined : entry), ...linked }
}

/** The target of a link as the host sees it. */
function behind(target: string, root: string): string {
  if (target === '/dev/null' || root === '' || root === '/' || root === '.')
    return target.startsWith('/') ? target : `/${target}`
  return target.startsWith(`${root}/`) ? target.slice(root.length) : target
}

export const candidate = (hostPath: string, file: SourceFile | undefined): Candidate => ({
  hostPath,
  name: basename(hostPath),
  file,
  vendor: isVendor(hostPath),
  statements: file ? statementsOf(file) : [],
})
