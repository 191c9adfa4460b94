import type { Span } from '../../text/index.ts'
import { heredocsIn } from './find.ts'
import { special } from './inset.ts'

/** A variable whose value the shell puts into a file. */
export interface Expanded {
  readonly name: string
  readonly span: Span
}

/** Variables in the files that a script writes which nothing in the script sets, each where it stands first. */
export function unsetIn(text: string): Expanded[] {
  const found = new Map<string, Expanded>()
  for (const { start, end, expands } of heredocsIn(text))
    for (const { 0: whole, 1: bare, index } of expands ? text.slice(start, end).matchAll(special) : []) {
      const name = bare ?? /^\$\{(\w+)\}$/.exec(whole)?.[1]
      if (name === undefined || found.has(name)) continue
      found.set(name, { name, span: { start: start + index, end: start + index + whole.length } })
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
