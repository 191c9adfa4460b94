import { conditionWords, variableOf } from '../../formats/nginx/condition-words.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive, isDirective } from '../../tree/index.ts'
import { type Assumed, outcome } from './condition-outcome.ts'

/** Does an `if` or `rewrite` of the level answer a path, or put one that is always the same in its place (measured)? */
export function ledAway(model: NginxModel, { own }: Level, path: string): boolean {
  const assumed: Assumed = new Map(['uri', 'document_uri', 'request_uri'].map(name => [name, path]))
  for (const statement of own) {
    const name = nameOf(statement)
    if (name === 'break') return false
    const rewritten = name === 'rewrite' && matchRegex(argument(statement, 0) ?? '', path)
    if (rewritten !== false) return rewritten !== undefined && isConstant(statement)
    // A pattern about the path that only PCRE can run may keep it back.
    const met =
      name === 'if' && leads(statement, path) && (outcome(model, statement, assumed) ?? asks(statement, assumed))
    if (met) return true
  }
  return false
}

const asks = ({ args }: Directive, assumed: Assumed): boolean =>
  assumed.has(variableOf(conditionWords(args.map(({ value }) => value))[0] ?? '') ?? '')

/** Another path, whatever the request was: where it depends on the request the file may still be reached. */
const isConstant = (rewrite: Directive): boolean => argument(rewrite, 1)?.includes('$') === false

/** The block answers at once, or goes on with another path. */
function leads({ block }: Directive, path: string): boolean {
  const [first] = block?.nodes.filter(isDirective) ?? []
  if (!first) return false
  if (nameOf(first) === 'return') return true
  return nameOf(first) === 'rewrite' && !!matchRegex(argument(first, 0) ?? '', path) && isConstant(first)
}
