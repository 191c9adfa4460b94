import type { Level } from '../../formats/nginx/model.ts'
import { argumentAt, countOf, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'

/**
 * Does a request that enters the block never come back to its location? A `rewrite` without a flag has another location
 * looked up once the script ends, unless a `break` keeps it here (measured).
 */
export const leaves = ({ own }: Level): boolean => own.some((one, at) => ends(one, own.slice(at)))

function ends(directive: Directive, rest: readonly Directive[]): boolean {
  const name = nameOf(directive)
  if (name === 'return') return true
  if (name !== 'rewrite') return false
  const moves = countOf(directive) < 3 && !rest.some(one => nameOf(one) === 'break')
  return moves || /^(?:last|redirect|permanent)$/.test(argumentAt(directive, 2))
}
