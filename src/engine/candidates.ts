import { dirname, hostPath, hostRoot, placeOf } from '../files/index.ts'
import type { Format } from '../formats/format.ts'
import { formats } from '../formats/index.ts'
import { directories, mainFile } from '../formats/sysctl/layout.ts'
import { filledPath, ownText, type SourceFile } from '../text/index.ts'
import type { FormatId } from '../tree/index.ts'

/** A path that may be a root. */
export interface Candidate {
  readonly path: string
  readonly format: Format
  /** Met while searching a directory; undefined when the user named it. */
  readonly file?: SourceFile
}

/** No other format can claim more. */
const certain = 1

/** Below this a file met while searching a directory is taken for something else. A named file needs only more than 0. */
export const sure = 0.5

/** The format that claims a file most, when its claim is above a threshold. */
export function recognise(file: SourceFile, above: number, only?: FormatId): Format | undefined {
  let best: Format | undefined
  let score = above
  for (const format of formats) {
    if (score >= certain) break
    const own = only === undefined || only === format.id ? claim(format, file) : 0
    if (own > score) [best, score] = [format, own]
  }
  return best
}

/** Settings of any program stand in manifests: below this a few lines that look familiar are taken for such. */
const surePart = 0.75

/** A part of a manifest is to other formats than nginx, which knows contexts, what a file of its name would be. */
function claim(format: Format, file: SourceFile): number {
  if (!file.part || format.id === 'nginx') return format.detect(file)
  const own = format.detect({ path: file.part.name, text: ownText(file), encoding: file.encoding })
  return own < surePart ? 0 : own
}

/** Candidates among files that nobody named, those first that are likely to include others. */
export function candidatesAmong(files: readonly SourceFile[], above: number, only?: FormatId): Candidate[] {
  const claimed = files.flatMap(file => {
    const format = recognise(file, above, only)
    return format ? [{ format, file, score: claim(format, file) }] : []
  })
  const hosts = hostsAmong(claimed)
  const scored = claimed.map(each => ({ ...each, path: rootOf(each, hosts) }))
  const seen = new Set<string>()
  return scored.sort(mainFirst).filter(({ path }) => !seen.has(path) && seen.add(path))
}

/** What includes others tends to score higher and to lie higher. */
const mainFirst = (a: Candidate & { score: number }, b: Candidate & { score: number }): number =>
  b.score - a.score || depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1)

const depth = (path: string): number => path.split('/').length

interface Claimed {
  readonly format: Format
  readonly file: SourceFile
}

/** Hosts of which a file is here that their boot applies. */
const hostsAmong = (claimed: readonly Claimed[]): ReadonlySet<string | undefined> =>
  new Set(
    claimed.flatMap(({ format, file: { path, part } }) => {
      const host = format.id === 'sysctl' && !part ? hostRoot(path) : undefined
      return host !== undefined && isApplied(hostPath(host, filledPath(path))) ? [host] : []
    }),
  )

const isApplied = (path: string): boolean =>
  path === mainFile || directories.some(directory => path.startsWith(`${directory}/`))

/**
 * sysctl files make sense only as the whole tree of their host, or as a folder of drop-ins. One that lies elsewhere on
 * a host is somebody else's to apply: it is looked at where nothing else is there.
 */
function rootOf({ file, format }: Claimed, hosts: ReadonlySet<string | undefined>): string {
  if (format.id !== 'sysctl' || file.part) return placeOf(file)
  const host = hostRoot(file.path)
  if (host !== undefined && hosts.has(host)) return host || '.'
  const folder = dirname(file.path)
  return /(?:^|\/)sysctl\.d$/.test(folder) ? folder : file.path
}

/**
 * A file that the daemon reads only when a main file includes it, and which this main file, lying above it, does not:
 * a site that is not enabled, or a snippet in which nothing listens. Nobody runs it.
 */
export function isIdlePart({ file, format, path }: Candidate, mains: ReadonlySet<string>): boolean {
  // What is put somewhere by its key is in use.
  if (!file || format.id !== 'nginx' || file.part?.context) return false
  if (!foldersOf(path).some(folder => mains.has(folder))) return false
  if (/(?:^|\/)[\w-]+-available\//.test(path)) return true
  return !format.parse(file).nodes.some(node => node.kind === 'directive' && serving.has(node.name.value))
}

/** Blocks that make a file more than a snippet: something listens because of them. */
const serving: ReadonlySet<string> = new Set(['server', 'http', 'stream', 'mail', 'events'])

/** Every folder that a path lies below, the outermost last. */
function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at))
  return [...folders, path.startsWith('/') ? '/' : '.']
}
