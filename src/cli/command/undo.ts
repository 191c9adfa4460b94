import { isInside, realPlace } from '../../files/links.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { list, note, type Session } from '../session.ts'
import { machineDisk } from '../write/disk.ts'
import { journalFolder } from '../write/index.ts'
import { type Journal, journals } from '../write/journal.ts'
import { locked } from '../write/lock.ts'
import { abandon, type Place, revert, sweep } from '../write/transaction.ts'

/** Brings back the files of the last write below the named paths; of an interrupted one as well. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const place = { disk: machineDisk, state: journalFolder(session) }
  const within = (given.operands.length > 0 ? given.operands : ['.']).map(path => realPlace(session.cwd, path))
  return locked(place, () => undo(place, within, session))
}

function undo(place: Place, within: readonly string[], session: Session): number {
  const all = journals(place.disk, place.state)
  for (const journal of all) if (journal.state === 'staging') abandon(journal, place)
  sweep(place)
  const written = all.filter(journal => journal.state !== 'staging')
  const last = written.find(journal => touches(journal, within))
  if (!last) {
    const other = written[0]?.entries[0]?.path
    note(session, {
      en: `nothing to undo here${other ? `; the last write was to ${other}` : ''}`,
      zh: `此处没有可撤销的写入${other ? `；最近一次写入的是 ${other}` : ''}`,
    })
    return exit.clean
  }
  revert(last, place)
  for (const { path } of last.entries) list(session, path)
  const count = last.entries.length
  note(session, { en: `${count} ${count === 1 ? 'file' : 'files'} brought back`, zh: `已恢复 ${count} 个文件` })
  return exit.clean
}

const touches = ({ entries }: Journal, within: readonly string[]): boolean =>
  entries.some(({ path }) => within.some(directory => isInside(path, directory)))
