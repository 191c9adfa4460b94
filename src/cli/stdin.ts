import { isDump, readDump } from '../files/dump.ts'
import { basename, byBytes, dirname, type FileStore, isUnreadable, normalize } from '../files/index.ts'
import { partsOf } from '../files/inside.ts'
import { languageOf } from '../files/texts/language.ts'
import { quote } from '../report/sh/quote.ts'
import { decode, type SourceFile } from '../text/index.ts'
import type { Arguments } from './arguments.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** The files on standard input: the output of `nginx -T`, a manifest or a script, or one file over those of the disk. */
export async function stdinStore(
  given: Arguments,
  session: Session,
  disk: FileStore,
): Promise<{ files: FileStore; roots: string[] }> {
  const others = given.operands.filter(path => path !== '-')
  if (others.length < given.operands.length - 1)
    throw new UsageError({ en: '- may be given once', zh: '- 只能出现一次' })
  const stated = given.value('stdin-filename')
  const read = decode(normalize(stated ?? 'stdin'), await session.stdin())
  if (isDump(read.text)) return ofDump(read, others)
  const source = stated === undefined && partsOf(read).length > 0 ? { ...read, path: nameOf(read) } : read
  const files = withFile(stated === undefined ? disk : withName(disk, source.path), source)
  return { files, roots: [...others.map(normalize), source.path] }
}

/** One by which the files in it are found. */
const nameOf = (source: SourceFile): string => (languageOf(source) === 'shell' ? 'stdin.sh' : 'stdin.yaml')

/** The dump holds everything that nginx reads: other paths beside it would be another host. */
function ofDump(source: SourceFile, others: readonly string[]): { files: FileStore; roots: string[] } {
  if (others.length > 0)
    throw new UsageError({ en: 'the output of nginx -T is checked by itself', zh: 'nginx -T 的输出须单独检查' })
  const { store, root } = readDump(source)
  return { files: store, roots: [root] }
}

/** Enough of a file to hold the warnings in front of a dump. */
const head = 2 ** 16

/** @throws UsageError for a path that holds a dump: as one file it would be a heap of unknown directives. */
export function refuseDumps(paths: readonly string[], files: FileStore): void {
  for (const path of paths) {
    const entry = files.read(normalize(path))
    if (isUnreadable(entry) || !isDump(entry.text.slice(0, head))) continue
    throw new UsageError({
      en: `${path} is the output of nginx -T: give it on stdin, as in: confward - < ${quote(path)}`,
      zh: `${path} 是 nginx -T 的输出：请从标准输入给出，例如：confward - < ${quote(path)}`,
    })
  }
}

/** A store in whose folders a file is found that may not be saved yet: patterns of includes lead to it. */
function withName(base: FileStore, path: string): FileStore {
  const folder = dirname(path)
  const list: FileStore['list'] = directory => {
    const names = base.list(directory)
    const own = normalize(directory) === folder ? [basename(path)] : []
    return names && own.length > 0 ? [...new Set([...names, ...own])].sort(byBytes) : names
  }
  return { ...base, list }
}

/** A store in which one file is replaced by, or added as, what stands on standard input. */
export function withFile(base: FileStore, source: SourceFile): FileStore {
  return { ...base, read: path => (normalize(path) === source.path ? source : base.read(path)) }
}
