import type { Inset } from '../scalar/index.ts'
import { delimited } from '../texts/delimited.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
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

/** Escapes, line continuations and parameters as in double quotes, but for the quotes themselves (POSIX shell, 2.7.4). */
export const special: RegExp =
  /\\(?:[$`\\]|\r?\n)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)[^{}`$\n]*\}|\(([\w./-]+)[^()`$\n]*\)|([0-9@*#?]))|\$[{(]|`/g

const shell: Dialect = {
  pieces: (text, marks) =>
    matched(text, special, ([whole, bare, braced, command, digit]) => {
      const name = bare ?? braced ?? command ?? digit
      if (whole === '`' || whole === '${' || whole === '$(') return undefined
      return name === undefined ? whole.slice(1).trim() : marks.of(name, bare ? `\${${name}}` : whole)
    }),
  quote: text => text.replace(/[\\$`]/g, '\\$&'),
}
