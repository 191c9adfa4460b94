import type { FileStatus } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import type { Check, Command, Step } from './fix.ts'

/** Rights that a file has and is to have. `path` is that on the host. */
export interface Permissions {
  readonly path: string
  readonly status: FileStatus
  /** Permission bits afterwards. */
  readonly mode: number
  /** Number or name of the owner afterwards; undefined: stays. */
  readonly owner?: string
  /** The same of the group. */
  readonly group?: string
}

export const octal = (mode: number): string => mode.toString(8).padStart(4, '0')

/** Owner and group first: a new owner may take bits away. All are put back by undo. */
export function setPermissions(wanted: Permissions): Step {
  const { path, status, mode, owner, group } = wanted
  const command = (...argv: readonly string[]): Command => ({ argv: [...argv, '--', path], root: true })
  const given = owner === undefined && group === undefined
  const to = `${owner ?? ''}${group === undefined ? '' : `:${group}`}`
  return {
    kind: 'command',
    id: `host/permissions:${path}`,
    title: titleOf(wanted),
    needs: [],
    risk: 'low',
    commands: [...(given ? [] : [command('chown', to)]), command('chmod', octal(mode))],
    unless: already(wanted),
    verify: [shows(wanted)],
    undo: [
      ...(given ? [] : [command('chown', `${status.user}:${status.group}`)]),
      command('chmod', octal(status.mode)),
    ],
  }
}

const titleOf = ({ path, mode, group }: Permissions): Localized =>
  group === undefined
    ? { en: `Set the permissions of ${path} to ${octal(mode)}`, zh: `将 ${path} 的权限设为 ${octal(mode)}` }
    : {
        en: `Set the permissions of ${path} to ${octal(mode)}, and its group to ${group}`,
        zh: `将 ${path} 的权限设为 ${octal(mode)}，所属组设为 ${group}`,
      }

/** Formats of stat and what they show once it is done. */
const shown = ({ mode, owner, group }: Permissions): readonly (readonly [format: string, text: string])[] => [
  ['%a', mode.toString(8)],
  ...(owner === undefined ? [] : ([['%U', owner]] as const)),
  ...(group === undefined ? [] : ([['%G', group]] as const)),
]

/** Rights somebody has given it meanwhile are not taken away by an undo. */
function already(wanted: Permissions): Command {
  const all = shown(wanted)
  const [format, text] = [all.map(each => each[0]).join(' '), all.map(each => each[1]).join(' ')]
  return { argv: ['sh', '-c', '[ "$(stat -L -c "$1" -- "$0")" = "$2" ]', wanted.path, format, text], root: true }
}

function shows(wanted: Permissions): Check {
  const { path, mode } = wanted
  const [format, text] = [0, 1].map(
    at =>
      `mode ${shown(wanted)
        .map(each => each[at])
        .join(' of ')}`,
  )
  return {
    argv: ['stat', '-L', '-c', format as string, '--', path],
    root: true,
    expect: { contains: text as string },
    says: { en: `${path} has the mode ${octal(mode)}`, zh: `${path} 的权限为 ${octal(mode)}` },
  }
}
