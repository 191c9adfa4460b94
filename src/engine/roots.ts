import { dirname, type FileStore, isManifest, isUnreadable, placeOf, withParts } from '../files/index.ts'
import type { Forest, Format, LoadOptions } from '../formats/format.ts'
import { formatOf } from '../formats/named.ts'
import { filledPath } from '../text/index.ts'
import { aloneAll, findAround } from './around.ts'
import { type Candidate, candidatesAmong, isIdlePart, recognise, sure } from './candidates.ts'
import { loadOptions } from './input.ts'
import { wholeFile } from './location.ts'
import { below, readAll, real } from './search.ts'
import type { AnalyzeInput, FileProblem } from './types.ts'
import { unread } from './unread.ts'
import { noFolders, wholeFolders } from './whole-folders.ts'

/** A root with everything it includes. */
export interface Loaded {
  readonly format: Format
  readonly forest: Forest
  /** Files that it was loaded for: it is the main file around them, which was not named. */
  readonly named?: readonly string[]
}

export interface Loading {
  readonly loaded: readonly Loaded[]
  readonly problems: readonly FileProblem[]
}

interface Found {
  readonly candidates: readonly Candidate[]
  readonly problems: readonly FileProblem[]
}

/** Finds the roots and loads them. A root that another root includes is none. */
export function loadRoots(input: AnalyzeInput, base: FileStore, roots: readonly string[] | undefined): Loading {
  const store = withParts(base)
  const found = roots ? together(roots.map(path => named(path, store, input))) : [among(input, store)]
  const options = loadOptions(input)
  const loaded: Loaded[] = []
  const reach = new Map<string, Reach>()
  const candidates = found.flatMap(each => each.candidates)
  const loadOf = loader(candidates, store, options)
  for (const candidate of candidates) {
    const { format } = candidate
    const same: Reach = reach.get(format.id) ?? { last: new Map(), mains: new Set() }
    reach.set(format.id, same)
    const isRead: IsRead = path => same.last.has(real(path, store))
    if (isRead(candidate.path) || isIdlePart(candidate, same.mains)) continue
    const root = loadOf(candidate, isRead)
    for (const { file } of root.forest.trees) same.last.set(real(placeOf(file), store), loaded.length)
    if (isMain(root)) same.mains.add(dirname(root.forest.root))
    loaded.push(root)
  }
  const kept = loaded.filter(
    ({ format, forest }, at) => (reach.get(format.id)?.last.get(real(forest.root, store)) ?? at) <= at,
  )
  const problems = [...found.flatMap(each => each.problems), ...unread(loaded)]
  return { loaded: kept, problems: kept.length + problems.length === 0 ? [nothing(roots)] : problems }
}

type IsRead = (path: string) => boolean

/** Reads a candidate: in the main file around it, or together with the files of its folder, where it is a part. */
function loader(
  candidates: readonly Candidate[],
  store: FileStore,
  options: LoadOptions,
): (candidate: Candidate, isRead: IsRead) => Loaded {
  const alone = options.context !== undefined
  const folders = alone ? noFolders : wholeFolders(candidates, store)
  const around = alone ? aloneAll : findAround(candidates, store, options)
  return (candidate, isRead) => {
    const { format } = candidate
    const main = around(candidate)
    if (main) return { format, ...main }
    const folder = folders.get(candidate.path)
    const path = folder && !folder.files.some(isRead) ? folder.path : candidate.path
    return { format, forest: format.load(path, store, options) }
  }
}

/** What the roots of one format read, for a repository that holds thousands. */
interface Reach {
  /** Real paths, each with the last root that reads it. */
  readonly last: Map<string, number>
  /** Folders of whole configurations. */
  readonly mains: Set<string>
}

/** A whole configuration that was asked for: it opens contexts of its own. */
const isMain = ({ forest, named }: Loaded): boolean =>
  !named && (forest.trees[0]?.nodes.some(node => node.kind === 'directive' && mainBlocks.has(node.name.value)) ?? false)

const mainBlocks: ReadonlySet<string> = new Set(['http', 'events', 'stream', 'mail'])

/** Drop-ins of one folder that are named one by one, as a shell does for `sysctl.d/*.conf`, are read together. */
function together(found: readonly Found[]): Found[] {
  const folders = found.flatMap(({ candidates }) => candidates.flatMap(each => dropInFolder(each) ?? []))
  const once = new Set<string>()
  const several = new Set(folders.filter(folder => once.size === once.add(folder).size))
  const merged = (each: Candidate): Candidate => {
    const folder = dropInFolder(each)
    return folder !== undefined && several.has(folder) ? { path: folder, format: each.format } : each
  }
  const seen = new Set<string>()
  return found.map(({ candidates, problems }) => ({
    candidates: candidates.map(merged).filter(({ path }) => !several.has(path) || (!seen.has(path) && seen.add(path))),
    problems,
  }))
}

/** The `sysctl.d` that a named file lies in. */
const dropInFolder = ({ path, format, file }: Candidate): string | undefined =>
  file === undefined && format.id === 'sysctl' && /(?:^|\/)sysctl\.d\/[^/]+\.conf$/.test(filledPath(path))
    ? dirname(path)
    : undefined

/** A file is taken at its word, a directory is searched. */
function named(path: string, store: FileStore, input: AnalyzeInput): Found {
  const { format: only, live } = input
  const entry = store.read(path)
  const parts = store.list(path)
  if (!isUnreadable(entry) && !parts) {
    const format = only ? formatOf(only) : (recognise(entry, 0) ?? includedFormat(path, store, input))
    return format
      ? { candidates: [{ path, format }], problems: [] }
      : { candidates: [], problems: [unknownFormat(path)] }
  }
  if (isUnreadable(entry) && entry.code !== 'directory')
    return { candidates: [], problems: [unreadable(path, entry.detail)] }
  const paths = below(store, path).filter(isFile(live))
  return { candidates: candidatesAmong(readAll(store, paths), sure, only), problems: kept(store, paths) }
}

/** What looks like nothing by itself may be the lines of a map{} that a main file includes. */
function includedFormat(path: string, store: FileStore, { context }: AnalyzeInput): Format | undefined {
  const part = { path, format: formatOf('nginx') }
  return context === undefined && findAround([part], store, {})(part) ? part.format : undefined
}

/** Configuration by its place that may not be read: a key or the file of another program may be kept from us. */
const kept = (store: FileStore, paths: readonly string[]): FileProblem[] =>
  paths.filter(isConfigured).flatMap(path => {
    const entry = store.read(path)
    return isUnreadable(entry) && entry.code === 'denied' ? [unreadable(path, entry.detail)] : []
  })

/** Files that daemons start from, and the folders of such files. */
const isConfigured = (path: string): boolean =>
  path.endsWith('.ovpn') ||
  /(?:^|\/)(?:(?:nginx|openvpn)(?:\/(?:server|client|conf\.d|sites-enabled))?|sysctl\.d)$/.test(path) ||
  /(?:^|\/)(?:nginx\/nginx|openvpn\/(?:(?:server|client)\/)?[^/]+|sysctl\.d\/[^/]+|etc\/sysctl)\.conf$/.test(path)

/** Files given as values without roots: what is recognised for sure, else whatever could be anything. */
function among({ files: given, format: only, live }: AnalyzeInput, store: FileStore): Found {
  const paths = Object.keys(given).filter(isFile(live))
  const all = readAll(
    store,
    paths.flatMap(path => (isManifest(path) && store.list(path) ? below(store, path) : [path])),
  )
  const certain = candidatesAmong(all, sure, only)
  return { candidates: certain.length > 0 ? certain : candidatesAmong(all, 0, only), problems: [] }
}

/** Live values are no configuration, though they look like it. */
const isFile =
  (live: string | undefined) =>
  (path: string): boolean =>
    live === undefined || (path !== live && !path.startsWith(`${live}/`))

const nothing = (roots: readonly string[] | undefined): FileProblem => ({
  ...wholeFile(roots?.[0] ?? '.'),
  code: 'nothing-found',
  message: { en: 'no nginx, OpenVPN or sysctl configuration is here', zh: '此处没有 nginx、OpenVPN 或 sysctl 配置' },
  warning: false,
})

const unknownFormat = (path: string): FileProblem => ({
  ...wholeFile(path),
  code: 'unknown-format',
  message: {
    en: `${path} is neither nginx, OpenVPN nor sysctl configuration`,
    zh: `${path} 不是 nginx、OpenVPN 或 sysctl 配置`,
  },
  warning: false,
})

const unreadable = (path: string, detail: string): FileProblem => ({
  ...wholeFile(path),
  code: 'unreadable',
  message: { en: `${path}: ${detail}`, zh: `${path} 无法读取：${detail}` },
  warning: false,
})
