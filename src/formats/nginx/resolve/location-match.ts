import { lookUp } from '../../../text/index.ts'
import type { Directive } from '../../../tree/index.ts'
import type { LocationMatch } from '../model.ts'
import { NginxDirective, valuesOf } from '../syntax.ts'

const modifiers: Readonly<Record<string, LocationMatch['kind']>> = {
  '=': 'exact',
  '^~': 'noregex',
  '~': 'regex',
  '~*': 'iregex',
}

/** By the arguments as they are written: most hosts have the same few locations in every server. */
const known = new Map<string, LocationMatch>()

/** More than a host has are not kept. */
const most = 10_000

/** Reads the arguments of a `location`: the modifier may stand alone or be glued to the path. */
export function readMatch(directive: Directive | undefined): LocationMatch {
  if (!(directive instanceof NginxDirective)) return read(directive)
  const { written } = directive
  const before = known.get(written)
  if (before) return before
  const { kind, pattern } = read(directive)
  const match = { kind, pattern: apart(pattern) }
  if (known.size >= most) known.clear()
  known.set(apart(written), match)
  return match
}

/** A text of its own: a part of another keeps the whole of it, here a file, in memory. */
const apart = (text: string): string => ` ${text}`.slice(1)

function read(directive: Directive | undefined): LocationMatch {
  const [first = '/', second] = directive ? valuesOf(directive) : []
  if (second !== undefined) return { kind: lookUp(modifiers, first) ?? 'prefix', pattern: second }
  if (first.startsWith('@')) return { kind: 'named', pattern: first }
  for (const modifier of ['^~', '~*', '=', '~'])
    if (first.startsWith(modifier))
      return { kind: modifiers[modifier] as LocationMatch['kind'], pattern: first.slice(modifier.length) }
  return { kind: 'prefix', pattern: first }
}
