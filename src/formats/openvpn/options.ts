import { atLeast, type Version } from '../../target/index.ts'
import type { FileReference } from './model.ts'
import { optionTable } from './options.gen.ts'

export type Letter =
  /** inline block allowed */
  | 'i'
  /** allowed inside <connection> */
  | 'c'
  /** accepted from a push */
  | 'p'
  /** accepted from client-config-dir files */
  | 'd'
  /** not allowed at the top level of a file */
  | 't'
  /** a pushed one is dropped by route-nopull */
  | 'n'
  /** requires mode server / refused in mode server / refused without TLS */
  | 'S'
  | 'N'
  | 'T'
  /** repeated lines add up */
  | 'a'
  /** runs a user's script */
  | 'u'
  /** an action of its own, no setting */
  | 'x'
  /** acts while it is read */
  | 'f'
  /** ignored with a warning */
  | 'g'
  /** unknown to builds for Linux */
  | 'W'
  /** unknown to some builds for Linux */
  | 'G'
  /** deprecated */
  | 'D'
  /** its file or body is secret */
  | 's'

export interface ValueCheck {
  readonly param: number | 'each'
  readonly kind: string
  readonly values?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly since?: string
  readonly until?: string
  readonly strict?: boolean
}

export interface OptionInfo {
  readonly name: string
  readonly since: string
  readonly gone: string | undefined
  readonly letters: string
  readonly path:
    | { readonly param: number; readonly access: FileReference['access']; readonly notes: string }
    | undefined
  readonly checks: readonly ValueCheck[]
  /** Numbers of parameters that the release takes; undefined when it does not have the option. */
  arity(version: Version): { readonly min: number; readonly max: number } | undefined
}

/** The release whose column holds for a version: the newest that is not newer, by series. */
const columnOf = (version: Version): number =>
  ['2.5', '2.6', '2.6.15', '2.7', '2.8'].filter(from => atLeast(version, from)).length

let table: Map<string, string> | undefined
const infos = new Map<string, OptionInfo>()

function lines(): Map<string, string> {
  table ??= new Map(
    optionTable
      .trim()
      .split('\n')
      .map(line => [line.slice(0, line.indexOf('|')), line]),
  )
  return table
}

/** Every name that some release knows. */
export const optionNames = (): IterableIterator<string> => lines().keys()

/** What is known about an option of any release. */
export function optionInfo(name: string): OptionInfo | undefined {
  const found = infos.get(name)
  if (found) return found
  const line = lines().get(name)
  if (!line) return undefined
  const info = decode(line)
  infos.set(name, info)
  return info
}

function decode(line: string): OptionInfo {
  const [name = '', since = '', gone = '', arity = '', letters = '', path = ''] = line.split('|', 6)
  const checks = line.split('|').slice(6).join('|')
  const columns = arity.split(',')
  const [param, access = '', notes = ''] = path.split(' ')
  return {
    name,
    since,
    gone: gone || undefined,
    letters,
    path: param ? { param: Number(param), access: access as FileReference['access'], notes } : undefined,
    checks: checks ? (JSON.parse(checks) as ValueCheck[]) : [],
    arity: version =>
      atLeast(version, since) && !(gone && atLeast(version, gone))
        ? range(columns.length === 1 ? columns[0] : columns[columnOf(version)])
        : undefined,
  }
}

function range(text: string | undefined): { min: number; max: number } | undefined {
  if (!text || text === '-') return undefined
  const [min = '0', max = ''] = text.split(':')
  return { min: Number(min), max: max === '' ? Number.POSITIVE_INFINITY : Number(max) }
}

/** Whether a build for Linux of that version knows the name. */
export function knows(name: string, version: Version): boolean {
  const info = optionInfo(name)
  return info?.arity(version) !== undefined && !info.letters.includes('W')
}

export const hasLetter = (name: string, letter: Letter): boolean => optionInfo(name)?.letters.includes(letter) ?? false
