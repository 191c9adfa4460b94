import { filesIn, type Heredoc, heredocsIn } from '../heredoc/find.ts'
import { insetOf } from '../heredoc/inset.ts'
import type { Held, Key, Nested } from './text.ts'

/** The files that a script or a Dockerfile writes, and what it gives to shells and clusters. */
export const inShell = (text: string): Held => ({
  keys: filesIn(text).map(
    (each): Key => ({
      ...{ name: each.target.replace(/^\/+/, ''), owner: 'file', context: undefined, placed: true },
      ...{ at: each.start, inset: insetOf(text, each) },
    }),
  ),
  texts: heredocsIn(text).flatMap(each => fed(text, each)),
})

function fed(text: string, heredoc: Heredoc): Nested[] {
  const inset = heredoc.fed && insetOf(text, heredoc)
  return heredoc.fed && inset ? [{ language: heredoc.fed, inset }] : []
}
