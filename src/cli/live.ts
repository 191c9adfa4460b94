import { type FileStore, isUnreadable, normalize } from '../files/index.ts'
import { readSnapshot } from '../formats/sysctl/snapshot.ts'
import { decode } from '../text/index.ts'
import type { Arguments } from './arguments.ts'
import type { Session } from './session.ts'
import { withFile } from './stdin.ts'
import { UsageError } from './usage-error.ts'

/** Where the live values are that `--live` asks for: a path of `files`. */
export interface Live {
  readonly files: FileStore
  readonly live?: string
}

/** The values of this machine. */
const ownValues = '/proc/sys'

/**
 * The live values that `--live` names, on standard input, or those of this machine.
 * @throws UsageError when they cannot be read or are none.
 */
export async function readLive(given: Arguments, session: Session, files: FileStore): Promise<Live> {
  const stated = given.value('live')
  if (stated === undefined) return { files }
  if (stated !== '-') return { files, live: checked(stated || ownValues, files) }
  if (given.operands.includes('-')) throw new UsageError({ en: '- may be given once', zh: '- 只能出现一次' })
  const source = decode('stdin', await session.stdin())
  const more = withFile(files, source)
  return { files: more, live: checked(source.path, more) }
}

function checked(place: string, files: FileStore): string {
  const path = normalize(place)
  const entry = files.read(path)
  if (isUnreadable(entry)) {
    if (files.list(`${path}/kernel`)) return path
    throw new UsageError({ en: `--live ${place}: ${entry.detail}`, zh: `--live ${place}：${entry.detail}` })
  }
  if (readSnapshot(entry).values.size > 0) return path
  throw new UsageError({
    en: `--live: ${place} is not what "sysctl -a" prints`,
    zh: `--live：${place} 不是 "sysctl -a" 的输出`,
  })
}

/** A store of other files that still has the live values. */
export function keepLive(store: FileStore, from: FileStore, live: string | undefined): FileStore {
  if (live === undefined) return store
  const isLive = (path: string): boolean => path === live || path.startsWith(`${live}/`)
  return {
    ...store,
    read: path => (isLive(path) ? from : store).read(path),
    list: path => (isLive(path) ? from : store).list(path),
  }
}
