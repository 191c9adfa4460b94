import { analyzeHost } from '../engine/index.ts'
import type { Analysis } from '../engine/types.ts'
import { basename, dirname, isUnreadable, join } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import { openFindings } from '../report/counts.ts'
import { type Severity, severities } from '../rules/rule.ts'
import type { Role } from '../target/index.ts'
import { argument } from '../tree/index.ts'
import type { Input } from './input.ts'

/** What a tree tells about how it wants to be checked. */
export interface Tree {
  /** Folders and files that hold all there is; empty when that is the whole tree. */
  readonly paths: readonly string[]
  readonly roles: readonly { readonly role: Role; readonly because: Localized }[]
  /** Includes that find nothing, with the folder of the tree that looks meant. */
  readonly includes: readonly (readonly [host: string, own: string])[]
  readonly counts: readonly (readonly [Severity, number])[]
}

export function lookAround(input: Input): Tree {
  const analysis = analyzeHost(input)
  const open = openFindings(analysis.report)
  return {
    paths: pathsOf(analysis),
    roles: analysis.report.roles,
    includes: missingIncludes(analysis),
    counts: severities
      .map(severity => [severity, open.filter(each => each.severity === severity).length] as const)
      .filter(([, count]) => count > 0),
  }
}

/** The first folders on the way to each root; nothing when no other folder could be left out. */
function pathsOf({ roots, store }: Analysis): string[] {
  const first = (path: string): string => path.split('/')[0] as string
  const own = [...new Set(roots.map(root => first(root.path)))].sort()
  const all = (store.list('.') ?? []).filter(name => !name.startsWith('.') && isFolder(join('.', name), store))
  return own.includes('.') || all.every(name => own.includes(name)) ? [] : own
}

const isFolder = (path: string, store: Analysis['store']): boolean => {
  const entry = store.read(path)
  return isUnreadable(entry) && entry.code === 'directory'
}

/** `include /etc/nginx/sites-enabled/*` where the tree has `sites-available` only, or the folder elsewhere. */
function missingIncludes({ host, store }: Analysis): (readonly [string, string])[] {
  const found = new Map<string, string>()
  for (const { forest } of host.models.filter(model => model.format === 'nginx'))
    for (const [include, trees] of forest.included ?? []) {
      const path = argument(include, 0) ?? ''
      if (trees.length > 0 || !path.startsWith('/') || !/[*?[]/.test(basename(path))) continue
      const own = namesake(dirname(path), { root: forest.root, store })
      if (own !== undefined) found.set(dirname(path), own)
    }
  return [...found]
}

interface Near {
  readonly root: string
  readonly store: Analysis['store']
}

/** A folder of that name, or its `-available` twin, beside or above the main file. */
function namesake(folder: string, { root, store }: Near): string | undefined {
  const name = basename(folder)
  const names = [name, name.replace(/-enabled$/, '-available')]
  for (let at = dirname(root); ; at = dirname(at)) {
    const own = names.map(each => join(at, each)).find(each => (store.list(each)?.length ?? 0) > 0)
    if (own !== undefined || at === '.' || at === '/') return own
  }
}
