import { type Directive, isDirective } from '../../tree/index.ts'
import { argumentAt, countOf, nameOf } from './syntax.ts'
import { known, mayOpen } from './tables/index.ts'

/** Blocks whose names other languages use too, with a name behind it: `server inner-tunnel {`. */
const nameless = new Set(['http', 'server', 'events', 'stream', 'mail'])

/** Is it written as a directive of that name is: with a block where it takes one, without a name where it has none? */
export function hasItsForm(statement: Directive): boolean {
  if (!statement.block) return true
  const name = nameOf(statement)
  return mayOpen(name) && !(nameless.has(name) && countOf(statement) > 0)
}

/** Does a block hold what nginx knows, at least in part? `server { name=192.0.2.1 }` is of another program. */
export function namesOwn({ block }: Directive): boolean {
  const inside = (block?.nodes ?? []).filter(isDirective)
  return inside.length === 0 || inside.filter(one => known(nameOf(one)) && hasItsForm(one)).length * 4 > inside.length
}

/** A statement that runs over a line end without blanks to continue it is rather a line of another language. */
export function looksRight(statement: Directive): boolean {
  const { start } = statement.span
  const end = statement.block ? statement.block.span.start : statement.span.end
  return countOf(statement) < 12 || !/\n\S/.test(statement.file.text.slice(start, Math.min(end, start + 2000)))
}

/** `use strict;`: Perl. nginx takes ways to wait for events. */
export const isPragma = (statement: Directive): boolean =>
  nameOf(statement) === 'use' &&
  !/^(?:epoll|kqueue|select|poll|eventport|rtsig|\/dev\/poll)$/.test(argumentAt(statement, 0))
