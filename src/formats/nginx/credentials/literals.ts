import { argument, type Directive } from '../../../tree/index.ts'
import type { NginxModel } from '../model.ts'

/** A constant that a variable gets: where it stands, and what it is. */
export interface Literal {
  readonly at: Directive
  readonly value: string
}

const models = new WeakMap<NginxModel, ReadonlyMap<string, readonly Literal[]>>()

/** Constants of `set` and of tables, each once, by the lower-case name of the variable that they make. */
export function literalsOf(model: NginxModel): ReadonlyMap<string, readonly Literal[]> {
  const known = models.get(model)
  if (known) return known
  const found = new Map<string, Literal[]>()
  const add = (name: string, at: Directive, value: string | undefined): void => {
    if (!value || value.includes('$')) return
    const list = found.get(name)
    if (list) list.push({ at, value })
    else found.set(name, [{ at, value }])
  }
  for (const entry of new Set(model.statements('set').map(each => each.entry)))
    add((argument(entry, 0) ?? '').replace(/^\$/, '').toLowerCase(), entry, argument(entry, 1))
  for (const { variable, entries } of model.tables)
    for (const entry of entries) add(variable, entry, argument(entry, 0))
  models.set(model, found)
  return found
}
