import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, isDirective } from '../../tree/index.ts'
import { type Assumed, outcome } from './condition-outcome.ts'

/** Does an `if` of the level refuse requests whose variables have these values, before anything else answers them? */
export function refusesSuch(model: NginxModel, { own }: Level, assumed: Assumed): boolean {
  for (const statement of own) {
    const name = nameOf(statement)
    if (name === 'return' || name === 'rewrite') return false
    if (name !== 'if') continue
    const [first] = statement.block?.nodes.filter(isDirective) ?? []
    const refuses = first && nameOf(first) === 'return' && /^[45]\d\d$/.test(argument(first, 0) ?? '')
    if (refuses && outcome(model, statement, assumed) === true) return true
  }
  return false
}
