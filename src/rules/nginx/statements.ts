import type { Level, Location, NginxModel, Statement } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'

/** Every statement of these names, each once, in the first level it stands in: an included file stands in several. */
export function statements(model: NginxModel, ...names: readonly string[]): readonly Statement[] {
  const [first, ...others] = names.filter(name => model.writers(name).length > 0)
  if (first === undefined) return []
  const one = model.statements(first)
  const all = others.length === 0 ? one : one.concat(...others.map(name => model.statements(name)))
  if (!repeats(model)) return all
  const seen = new Set<Directive>()
  return all.filter(({ entry }) => seen.size !== seen.add(entry).size)
}

const known = new WeakMap<NginxModel, boolean>()

/** Does a statement stand in several levels, because a file is included more than once? */
function repeats(model: NginxModel): boolean {
  const found = known.get(model) ?? includedTwice(model)
  known.set(model, found)
  return found
}

function includedTwice({ forest }: NginxModel): boolean {
  const trees = [...(forest.included?.values() ?? [])].flat()
  return new Set(trees).size < trees.length
}

export const asLocation = (level: Level): Location | undefined =>
  level.context === 'location' ? (level as Location) : undefined

/** The levels that a statement stands in: several for one of a snippet that they share. */
export const holders = (model: NginxModel, statement: Directive | undefined): readonly Level[] =>
  statement
    ? model.writers(nameOf(statement)).filter(level => level.written(nameOf(statement)).includes(statement))
    : []
