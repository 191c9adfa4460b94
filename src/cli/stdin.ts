import { type FileStore, normalize } from '../files/index.ts'
import { decode, type SourceFile } from '../text/index.ts'
import type { Arguments } from './arguments.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** The files on standard input: the output of `nginx -T`, or one file over those of the disk. */
export async function stdinStore(
  given: Arguments,
  session: Session,
  disk: FileStore,
): Promise<{ files: FileStore; roots: string[] }> {
  const others = given.operands.filter(path => path !== '-')
  if (others.length < given.operands.length - 1)
    throw new UsageError({ en: '- may be given once', zh: '- 只能出现一次' })
  const path = normalize(given.value('stdin-filename') ?? 'stdin')
  const source = decode(path, await session.stdin())
  return { files: withFile(disk, source), roots: [...others, path] }
}

/** A store in which one file is replaced by, or added as, what stands on standard input. */
function withFile(base: FileStore, source: SourceFile): FileStore {
  return { ...base, read: path => (normalize(path) === source.path ? source : base.read(path)) }
}
