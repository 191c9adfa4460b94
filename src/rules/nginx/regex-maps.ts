import type { NginxModel, Table } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import { argument, type Directive } from '../../tree/index.ts'

/** A map of http{} with patterns among its keys: reading its variable overwrites the captures of the request. */
export interface RegexMap {
  readonly table: Table
  readonly keys: readonly RegexKey[]
  /** Names of the groups in its keys, lower case. */
  readonly names: ReadonlySet<string>
  /** Worked out at every use, not once a request. */
  readonly volatile: boolean
}

export interface RegexKey {
  readonly entry: Directive
  readonly pattern: string
  readonly ignoreCase: boolean
  readonly groups: number
}

/** Which maps with patterns are worked out when a variable is read, directly or through other maps. */
export class RegexMaps {
  private readonly tables = new Map<string, Table>()
  private readonly own = new Map<string, RegexMap>()
  private readonly known = new Map<string, readonly RegexMap[]>()

  constructor(model: NginxModel) {
    for (const table of model.tables) {
      if (table.kind !== 'map' || table.world !== 'http') continue
      this.tables.set(table.variable, table)
      const keys = table.entries.flatMap(keyOf)
      if (keys.length > 0) this.own.set(table.variable, made(table, keys))
    }
  }

  get none(): boolean {
    return this.own.size === 0
  }

  /** By lower-case name without `$`. */
  behind(variable: string): readonly RegexMap[] {
    const found = this.known.get(variable)
    if (found) return found
    this.known.set(variable, [])
    const table = this.tables.get(variable)
    const own = this.own.get(variable)
    const read = table ? new Set([table.source, ...table.entries.map(valueOfEntry)].flatMap(variablesIn)) : []
    const all = [...(own ? [own] : []), ...[...read].flatMap(name => this.behind(name))]
    this.known.set(variable, [...new Set(all)])
    return this.known.get(variable) as readonly RegexMap[]
  }
}

const models = new WeakMap<NginxModel, RegexMaps>()

export function regexMaps(model: NginxModel): RegexMaps {
  const known = models.get(model) ?? new RegexMaps(model)
  models.set(model, known)
  return known
}

const valueOfEntry = (entry: Directive): string => argument(entry, 0) ?? ''

/** Names of the variables in a value, lower case; captures are none. */
export const variablesIn = (value: string): string[] =>
  value.includes('$')
    ? parseTemplate(value).flatMap(part => (part.kind === 'variable' && !/^[1-9]$/.test(part.name) ? [part.name] : []))
    : []

function keyOf(entry: Directive): RegexKey[] {
  const key = nameOf(entry)
  if (!key.startsWith('~')) return []
  const ignoreCase = key.startsWith('~*')
  const pattern = key.slice(ignoreCase ? 2 : 1)
  return [{ entry, pattern, ignoreCase, groups: groupSpans(pattern)?.length ?? 0 }]
}

function made(table: Table, keys: readonly RegexKey[]): RegexMap {
  const names = keys.flatMap(
    ({ pattern }) => groupSpans(pattern)?.flatMap(({ name }) => name?.toLowerCase() ?? []) ?? [],
  )
  return { table, keys, names: new Set(names), volatile: table.entries.some(one => nameOf(one) === 'volatile') }
}
