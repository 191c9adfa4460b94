import type { Inset } from '../scalar/index.ts'
import { expansions } from '../shell/expansions.ts'
import { delimited } from '../texts/delimited.ts'
import { type Dialect, readIn } from '../texts/dialect.ts'
import { slice, within } from '../texts/text.ts'
import { closes, type Heredoc } from './find.ts'

/**
 * The text that a here-document writes, and how a change of it is written. What the shell puts in is `{{name}}` in it, as
 * in a template: nothing is known of it, and it stays. Undefined when the shell would run something in it that cannot be
 * told from text.
 */
export function insetOf(source: string, heredoc: Heredoc): Inset | undefined {
  const body = slice(source, heredoc, 'here-document')
  const inset = heredoc.expands ? readIn(shell, body.value.text, body.style) : body
  if (!inset) return undefined
  return delimited(heredoc.expands ? within(body, inset) : body, line => closes(line, heredoc))
}

const shell: Dialect = {
  pieces: (text, marks) => expansions(text, marks, false),
  quote: text => text.replace(/[\\$`]/g, '\\$&'),
}
