import { type FileStore, hostRoot, isUnreadable } from '../files/index.ts'
import type { Forest, Format } from '../formats/format.ts'
import { formats } from '../formats/index.ts'
import type { SourceFile } from '../text/index.ts'
import { wholeFile } from './location.ts'
import { below, readAll, real } from './search.ts'
import type { AnalyzeInput, FileProblem } from './types.ts'

/** A root with everything it includes. */
export interface Loaded {
  readonly format: Format
  readonly forest: Forest
}

interface Candidate {
  readonly path: string
  readonly format: Format
}

interface Found {
  readonly candidates: Candidate[]
  readonly problems: FileProblem[]
}

/** Below this a file met while searching a directory is taken for something else. A named file needs only more than 0. */
const sure = 0.5

/** Finds the roots and loads them. A root that another root includes is none. */
export function loadRoots(input: AnalyzeInput, store: FileStore, roots: readonly string[] | undefined): Loading {
  const found: Found = { candidates: [], problems: [] }
  if (roots) for (const path of roots) named(found, { path, store, input })
  else searched(found, input, readAll(store, Object.keys(input.files)))
  const options = input.context ? { context: input.context } : {}
  const loaded: Loaded[] = []
  for (const { path, format } of found.candidates)
    if (!loaded.some(other => other.format === format && reaches(other, path, store)))
      loaded.push({ format, forest: format.load(path, store, options) })
  const kept = loaded.filter((root, at) => !loaded.some((other, later) => later > at && covers(other, root, store)))
  return { loaded: kept, problems: found.problems }
}

export interface Loading {
  readonly loaded: readonly Loaded[]
  readonly problems: readonly FileProblem[]
}

const covers = (other: Loaded, root: Loaded, store: FileStore): boolean =>
  other.format === root.format && reaches(other, root.forest.root, store)

const files = new WeakMap<Forest, Set<string>>()

function reaches({ forest }: Loaded, path: string, store: FileStore): boolean {
  const known = files.get(forest)
  const paths = known ?? new Set(forest.trees.map(tree => real(tree.file.path, store)))
  if (!known) files.set(forest, paths)
  return paths.has(real(path, store))
}

function named(found: Found, at: { path: string; store: FileStore; input: AnalyzeInput }): void {
  const { path, store, input } = at
  const entry = store.read(path)
  if (!isUnreadable(entry)) {
    const format = recognise(entry, input, 0)
    if (format) found.candidates.push({ path, format })
    else found.problems.push(unknownFormat(path))
  } else if (entry.code === 'directory') searched(found, input, readAll(store, below(store, path)))
  else found.problems.push(unreadable(path, entry.detail))
}

function searched(found: Found, input: AnalyzeInput, entries: readonly SourceFile[]): void {
  const seen = new Set(found.candidates.map(candidate => candidate.path))
  const scored = entries.flatMap(file => {
    const format = recognise(file, input, sure)
    return format ? [{ path: rootOf(file, format), format, score: format.detect(file) }] : []
  })
  for (const { path, format } of scored.sort(mainFirst)) {
    if (seen.has(path)) continue
    seen.add(path)
    found.candidates.push({ path, format })
  }
}

/** What includes others tends to score higher and to lie higher. */
const mainFirst = (a: Candidate & { score: number }, b: Candidate & { score: number }): number =>
  b.score - a.score || depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1)

const depth = (path: string): number => path.split('/').length

/** sysctl files make sense only as the whole tree of their host. */
function rootOf(file: SourceFile, format: Format): string {
  const host = format.id === 'sysctl' ? hostRoot(file.path) : undefined
  return host === undefined ? file.path : host || '.'
}

function recognise(file: SourceFile, input: AnalyzeInput, above: number): Format | undefined {
  if (input.format) return formats.find(format => format.id === input.format)
  let best: Format | undefined
  let score = above
  for (const format of formats) {
    const own = format.detect(file)
    if (own > score) [best, score] = [format, own]
  }
  return best
}

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
  message: { en: `${path}: ${detail}`, zh: `${path} 无法读取:${detail}` },
  warning: false,
})
