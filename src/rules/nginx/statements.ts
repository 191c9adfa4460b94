import type { Level, Location, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'

/** A statement and the first level it stands in: an included file stands in several. */
export interface Statement {
  readonly level: Level
  readonly entry: Directive
}

/** Every statement of these names, each once. */
export function statements(model: NginxModel, ...names: readonly string[]): readonly Statement[] {
  const found: Statement[] = []
  const seen = repeats(model) ? new Set<Directive>() : undefined
  for (const name of names)
    for (const level of model.writers(name))
      for (const entry of level.written(name)) {
        if (!seen?.has(entry)) found.push({ level, entry })
        seen?.add(entry)
      }
  return found
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
