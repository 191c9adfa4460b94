import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'

/** The levels of the protocol that a statement belongs to: stream{} has variables and zones that http{} has not. */
export function levelsBeside(model: NginxModel, refused: Directive): readonly Level[] {
  const levels = [...model.levels()]
  const world = levels.find(({ own }) => own.includes(refused))?.world ?? 'http'
  return levels.filter(each => each.world === world)
}
