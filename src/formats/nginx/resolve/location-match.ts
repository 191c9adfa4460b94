import type { Directive } from '../../../tree/index.ts'
import type { LocationMatch } from '../model.ts'
import { valuesOf } from '../syntax.ts'

const modifiers: Readonly<Record<string, LocationMatch['kind']>> = {
  '=': 'exact',
  '^~': 'noregex',
  '~': 'regex',
  '~*': 'iregex',
}

/** Reads the arguments of a `location`: the modifier may stand alone or be glued to the path. */
export function readMatch(directive: Directive | undefined): LocationMatch {
  const [first = '/', second] = directive ? valuesOf(directive) : []
  if (second !== undefined) return { kind: modifiers[first] ?? 'prefix', pattern: second }
  if (first.startsWith('@')) return { kind: 'named', pattern: first }
  for (const modifier of ['^~', '~*', '=', '~'])
    if (first.startsWith(modifier))
      return { kind: modifiers[modifier] as LocationMatch['kind'], pattern: first.slice(modifier.length) }
  return { kind: 'prefix', pattern: first }
}
