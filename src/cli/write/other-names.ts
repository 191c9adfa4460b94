import { type Stats, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Edit, editsByPath } from '../../text/index.ts'

/** A file of which something else on this machine is another name: a hard link. */
export interface Linked {
  readonly path: string
  /** Names that nobody writes. */
  readonly others: number
}

/**
 * Files that part from their hard links when they are replaced. A backup made of such links has to keep the former text,
 * so that nothing is written through them.
 */
export function linkedTo(edits: readonly Edit[], cwd: string): Linked[] {
  const files = [...editsByPath(edits).keys()].flatMap(path => {
    const stat = statusOf(resolve(cwd, path))
    return stat && stat.nlink > 1 ? [{ path, stat }] : []
  })
  const written = new Map<string, number>()
  for (const { stat } of files) written.set(idOf(stat), (written.get(idOf(stat)) ?? 0) + 1)
  return files.flatMap(({ path, stat }) => {
    const others = stat.nlink - (written.get(idOf(stat)) ?? 0)
    return others > 0 ? [{ path, others }] : []
  })
}

const idOf = ({ dev, ino }: Stats): string => `${dev} ${ino}`

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
