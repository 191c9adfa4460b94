import type { NginxModel, Table } from '../model.ts'
import { groupSpans } from '../regex/groups.ts'
import { nameOf } from '../syntax.ts'
import type { Source } from './captures.ts'

/** A pattern among the keys of a map. When the map is worked out and it matches, its groups are those of the request. */
export interface Key {
  /** Lower-case name of the variable that the map makes. */
  readonly variable: string
  readonly world: Table['world']
  readonly source: Source
}

/** So many patterns of one map are looked at for what a group of a request may hold; more are as good as any text. */
const MOST = 20

const put = (map: Map<string, Key[]>, name: string, key: Key): void => {
  const list = map.get(name)
  if (list) list.push(key)
  else map.set(name, [key])
}

/** Groups of the keys of all maps: named ones set variables of their name, the others `$1` … (measured with 1.22.1). */
export class TableKeys {
  private readonly named = new Map<string, Key[]>()
  private readonly numbered = new Map<string, Key[]>()
  private readonly model: NginxModel
  private ready = false

  constructor(model: NginxModel) {
    this.model = model
  }

  /** Keys with a group of this name. */
  byName(name: string): readonly Key[] {
    this.prepare()
    return (this.named.get(name) ?? []).slice(0, MOST)
  }

  /** Keys with groups of a map, by its variable. */
  of(variable: string): readonly Key[] {
    this.prepare()
    return this.numbered.get(variable) ?? []
  }

  private prepare(): void {
    if (this.ready) return
    this.ready = true
    for (const table of this.model.tables) if (table.kind === 'map') this.note(table)
  }

  private note({ entries, source, variable, world }: Table): void {
    let found = 0
    for (const entry of entries) {
      const word = nameOf(entry)
      if (!word.startsWith('~') || !word.includes('(')) continue
      const ignoreCase = word.startsWith('~*')
      const pattern = word.slice(ignoreCase ? 2 : 1)
      const groups = groupSpans(pattern) ?? []
      const key = { variable, world, source: { pattern, ignoreCase, subject: source, directive: entry } }
      for (const { name } of groups) if (name !== undefined) put(this.named, name.toLowerCase(), key)
      if (groups.length > 0 && ++found <= MOST) put(this.numbered, variable, key)
    }
  }
}
