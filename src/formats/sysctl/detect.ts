import { filledPath, type SourceFile } from '../../text/index.ts'
import { statementsOf } from './parse.ts'
import { head, keyLike } from './plausible.ts'
import { known } from './table.ts'

/** Saved live values, read as a snapshot of their host. */
const snapshot = /(?:^|\/)sysctl-a(?:\.txt)?$/
const place = /(?:^|\/)(?:etc|run|usr\/local\/lib|usr\/lib|lib)\/sysctl(?:\.d\/[^/]+|\.conf)$/
const folder = /(?:^|\/)sysctl\.d\/[^/]+\.conf$/
const name = /(?:^|\/)(?:[\w.-]*[-_.])?sysctl(?:[-_][\w-]+)?\.conf(?:\.[\w~-]+)?$/

/** How sure it is that a file holds sysctl settings: by its path, and by the keys in it. */
export function detect(file: SourceFile): number {
  const path = filledPath(file.path)
  if (/(?:^|\/)README/.test(path) || snapshot.test(path)) return 0
  if (place.test(path) && path.endsWith('.conf')) return 1
  if (folder.test(path) && !place.test(path)) return 0.95
  const share = shareOfKeys(file)
  if (place.test(path)) return share > 0.5 ? 0.9 : 0.1
  if (name.test(path)) return share > 0 ? 0.9 : 0.6
  return share > 0.5 ? 0.8 : 0
}

/** The share of lines that assign to a key Linux has. Looks at the first lines only. */
function shareOfKeys(file: SourceFile): number {
  const first = head(file)
  if (!keyLike.test(first.text)) return 0
  const statements = statementsOf(first)
  if (statements.length === 0) return 0
  return (
    statements.filter(({ systemd }) => systemd.kind === 'assign' && known(systemd.key) !== 'no').length /
    statements.length
  )
}
