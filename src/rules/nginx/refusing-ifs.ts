import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive, isDirective } from '../../tree/index.ts'
import { type Assumed, outcome } from './condition-outcome.ts'

/** Does an `if` of the level refuse requests whose variables have these values, before anything else answers them? */
export function refusesSuch(model: NginxModel, { own }: Level, assumed: Assumed): boolean {
  for (const statement of conditionsOf(own)) {
    const [first] = statement.block?.nodes.filter(isDirective) ?? []
    const refuses = first && nameOf(first) === 'return' && /^[45]\d\d$/.test(argument(first, 0) ?? '')
    if (refuses && outcome(model, statement, assumed) === true) return true
  }
  return false
}

const known = new WeakMap<readonly Directive[], readonly Directive[]>()

/** The first conditions of a level; a server is asked once for each of its places. */
function conditionsOf(own: readonly Directive[]): readonly Directive[] {
  const conditions = known.get(own) ?? firstOf(own)
  known.set(own, conditions)
  return conditions
}

function firstOf(own: readonly Directive[]): readonly Directive[] {
  const over = own.findIndex(each => nameOf(each) === 'return' || nameOf(each) === 'rewrite')
  return own.slice(0, over === -1 ? own.length : over).filter(each => nameOf(each) === 'if')
}
