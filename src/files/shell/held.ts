import { filesIn, type Heredoc, heredocsIn } from '../heredoc/find.ts'
import { insetOf } from '../heredoc/inset.ts'
import { mayHoldOurs } from '../texts/ours.ts'
import type { Held, Key, Nested } from '../texts/text.ts'
import { printedIn } from './printed.ts'

/** The files that a script writes, and what it gives to shells and clusters. */
export const inShell = (text: string): Held => (mayHoldOurs(text) ? read(text) : { keys: [], texts: [] })

const read = (text: string): Held => ({
  keys: [
    ...filesIn(text).map(each => fileAt(each.target, each.start, insetOf(text, each))),
    ...printedIn(text).map(({ target, at, inset }) => fileAt(target, at, inset)),
  ].sort((a, b) => a.at - b.at),
  texts: heredocsIn(text).flatMap(each => fed(text, each)),
})

const fileAt = (target: string, at: number, inset: Key['inset']): Key => ({
  ...{ name: target.replace(/^\/+/, ''), owner: 'file', context: undefined, placed: true },
  ...{ at, inset },
})

function fed(text: string, heredoc: Heredoc): Nested[] {
  const inset = heredoc.fed && insetOf(text, heredoc)
  return heredoc.fed && inset ? [{ language: heredoc.fed, inset }] : []
}
