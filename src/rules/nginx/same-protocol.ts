import type { Level, NginxModel, World } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'

/** The levels of the protocol that a statement belongs to: stream{} has variables and zones that http{} has not. */
export function levelsBeside(model: NginxModel, refused: Directive): readonly Level[] {
  const world = worldOf(model, refused)
  return [...model.levels()].filter(each => each.world === world)
}

/** Whose statement or entry of a table it is. */
export function worldOf(model: NginxModel, refused: Directive): World {
  for (const { own, world } of model.levels()) if (own.includes(refused)) return world ?? 'http'
  return model.tables.find(({ entries }) => entries.includes(refused))?.world ?? 'http'
}
