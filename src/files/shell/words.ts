import type { Inset } from '../scalar/index.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { slice, within } from '../texts/text.ts'
import type { Word } from './commands.ts'
import { expansions } from './expansions.ts'

/** The text of a word in quotes; undefined when it is none, or runs commands. */
export function insetOfWord(text: string, { kind, start, end }: Word): Inset | undefined {
  if (kind !== 'single' && kind !== 'double') return undefined
  const own = slice(text, { start: start + 1, end: end - 1 }, 'printed')
  const inset = readIn(kind === 'single' ? single : double, own.value.text, own.style)
  return inset && within(own, inset)
}

/** Nothing is special but the quote that ends it, which stands outside (POSIX shell, 2.2.2). */
const single: Dialect = {
  pieces: text => matched(text, /'\\''/g, () => "'"),
  quote: text => text.replaceAll("'", "'\\''"),
}

const double: Dialect = {
  pieces: (text, marks) => expansions(text, marks, true),
  quote: text => text.replace(/[\\$`"]/g, '\\$&'),
}
