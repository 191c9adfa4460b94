import { type FileStatus, type FileStore, hostRoot, isUnreadable, onHost } from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'

/**
 * Who may read a password file once others may not: nginx reads it as the account of the workers, at every request.
 * @returns the mode, and a group where the file needs another one; undefined when nobody can tell who the workers are.
 */
export function rightsForWorkers(
  { model, store }: { readonly model: NginxModel; readonly store: FileStore },
  { mode, user, group }: FileStatus,
): { readonly mode: number; readonly group?: string } | undefined {
  const account = accountOf(model, store)
  if (!account) return undefined
  const closed = mode & ~0o007
  const readsAsOwner = account.number === 0 || (account.number === user && (mode & 0o400) !== 0)
  const readsAsMember = account.groups.has(group) && (mode & 0o040) !== 0
  return readsAsOwner || readsAsMember ? { mode: closed } : { mode: closed | 0o040, group: account.group }
}

interface Account {
  readonly number: number
  /** The group `user` names, or the one called like the account. */
  readonly group: string
  /** Numbers of all its groups. */
  readonly groups: ReadonlySet<number>
}

/** What `user` says; without it the build decides. */
function accountOf(model: NginxModel, store: FileStore): Account | undefined {
  const [user, group = user] = model.main.written('user')[0]?.args.map(word => word.value) ?? []
  if (user === undefined || group === undefined) return undefined
  const number = fields(model, store, 'passwd').find(([name]) => name === user)?.[2]
  const all = fields(model, store, 'group')
  if (number === undefined || !all.some(([name]) => name === group)) return undefined
  const own = all.filter(([name, , , members]) => name === group || members?.split(',').includes(user))
  return { number: Number(number), group, groups: new Set(own.map(each => Number(each[2]))) }
}

function fields(model: NginxModel, store: FileStore, file: 'passwd' | 'group'): string[][] {
  const entry = store.read(onHost(hostRoot(model.root), `/etc/${file}`))
  return isUnreadable(entry) ? [] : entry.text.split('\n').map(line => line.split(':'))
}
