import { leading } from '../../text/index.ts'
import { filesIn, type Heredoc, heredocsIn } from '../heredoc/find.ts'
import { insetOf } from '../heredoc/inset.ts'
import { mayHoldOurs } from '../texts/ours.ts'
import type { Held, Key, Nested } from '../texts/text.ts'
import { givenIn } from './given.ts'
import { printedIn } from './printed.ts'

const nothing: Held = { keys: [], texts: [] }

/** The files that a script writes, and what it gives to shells and clusters. */
export function inShell(text: string): Held {
  if (!mayHoldOurs(text)) return nothing
  const { keys, texts } = inHeredocs(text)
  const given = givenIn(text)
  const isGiven = ({ at }: { readonly at: number }): boolean =>
    at < (given[leading(given, ({ start }) => start < at) - 1]?.end ?? 0)
  const printed = printedIn(text).map(({ target, at, inset }) => fileAt(target, at, inset))
  return {
    keys: [...keys.filter(key => !isGiven(key)), ...printed].sort((a, b) => a.at - b.at),
    texts: [...texts.filter(({ inset }) => !isGiven({ at: inset.value.at(0) })), ...given.map(({ nested }) => nested)],
  }
}

/** What stands in here-documents, of Dockerfiles too. */
export const inHeredocs = (text: string): Held => ({
  keys: filesIn(text).map(each => fileAt(each.target, each.start, insetOf(text, each))),
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
