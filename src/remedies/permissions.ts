import type { FileStatus } from '../files/index.ts'
import type { Check, Command, Step } from './fix.ts'

/** Rights that a file has and is to have. `path` is that on the host. */
export interface Permissions {
  readonly path: string
  readonly status: FileStatus
  /** Permission bits afterwards. */
  readonly mode: number
  /** Number or name of the owner afterwards; undefined: stays. */
  readonly owner?: string
}

export const octal = (mode: number): string => mode.toString(8).padStart(4, '0')

/** Owner first: a new owner may take bits away. Both are put back by undo. */
export function setPermissions({ path, status, mode, owner }: Permissions): Step {
  const command = (...argv: readonly string[]): Command => ({ argv: [...argv, '--', path], root: true })
  const before = octal(status.mode)
  return {
    kind: 'command',
    id: `host/permissions:${path}`,
    title: { en: `Set the permissions of ${path} to ${octal(mode)}`, zh: `将 ${path} 的权限设为 ${octal(mode)}` },
    needs: [],
    risk: 'low',
    commands: [...(owner === undefined ? [] : [command('chown', owner)]), command('chmod', octal(mode))],
    unless: already(path, mode, owner),
    verify: [shows(path, mode, owner)],
    undo: [
      ...(owner === undefined ? [] : [command('chown', `${status.user}:${status.group}`)]),
      command('chmod', before),
    ],
  }
}

/** Rights somebody has given it meanwhile are not taken away by an undo. */
const already = (path: string, mode: number, owner: string | undefined): Command => ({
  argv: [
    ...['sh', '-c', '[ "$(stat -L -c "$1" -- "$0")" = "$2" ]', path],
    owner === undefined ? '%a' : '%a %U',
    `${mode.toString(8)}${owner === undefined ? '' : ` ${owner}`}`,
  ],
  root: true,
})

const shows = (path: string, mode: number, owner: string | undefined): Check => ({
  argv: ['stat', '-L', '-c', owner === undefined ? 'mode %a' : 'mode %a of %U', '--', path],
  root: true,
  expect: { contains: `mode ${mode.toString(8)}${owner === undefined ? '' : ` of ${owner}`}` },
  says: { en: `${path} has the mode ${octal(mode)}`, zh: `${path} 的权限为 ${octal(mode)}` },
})
