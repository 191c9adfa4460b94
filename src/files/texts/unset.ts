import type { SourceFile, Span } from '../../text/index.ts'
import { filesIn } from '../heredoc/find.ts'
import type { Inset } from '../scalar/index.ts'
import { special } from '../shell/expansions.ts'
import { textsIn } from './texts.ts'

/** A variable whose value the shell puts into a file. */
export interface Expanded {
  readonly name: string
  readonly span: Span
}

/** Variables in the files that scripts write which nothing in their script sets, each where it stands first. */
export const unsetIn = (file: SourceFile): Expanded[] =>
  textsIn(file).flatMap(({ language, inset }) =>
    language === 'shell' || language === 'dockerfile' ? unset(inset) : [],
  )

function unset({ value: { text, at } }: Inset): Expanded[] {
  const found = new Map<string, Expanded>()
  for (const { start, end, expands } of filesIn(text))
    for (const { 0: whole, 1: bare, index } of expands ? text.slice(start, end).matchAll(special) : []) {
      const name = bare ?? /^\$\{(\w+)\}$/.exec(whole)?.[1]
      if (name === undefined || found.has(name)) continue
      found.set(name, { name, span: { start: at(start + index), end: at(start + index + whole.length) } })
    }
  const set = found.size > 0 ? new Set(namesSet(text)) : new Set()
  return [...found.values()].filter(({ name }) => !set.has(name))
}

/** `name=`, `read name`, `for name in`, `ARG name`. */
const setting = /(?:^|[\s;&|(])(?:([A-Za-z_]\w*)\+?=|(?:read|for|ARG|ENV|getopts)[ \t]+([^\n;|&<]*))/gm

function* namesSet(text: string): Iterable<string> {
  for (const [, assigned, words = ''] of text.matchAll(setting)) {
    if (assigned !== undefined) yield assigned
    yield* words.split(/[\s=]+/)
  }
}
