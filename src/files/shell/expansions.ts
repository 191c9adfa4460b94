import { matched, type Piece } from '../texts/dialect.ts'
import type { Marks } from '../texts/marks.ts'

/** Escapes, line continuations and parameters as in double quotes, but for the quotes themselves (POSIX shell, 2.7.4). */
export const special: RegExp =
  /\\(?:[$`\\]|\r?\n)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)[^{}`$\n]*\}|\(([\w./-]+)[^()`$\n]*\)|([0-9@*#?]))|\$[{(]|`/g

/** In double quotes (2.2.3). */
const inQuotes = new RegExp(
  special.source.replace('[$`\\\\]', () => '[$`"\\\\]'),
  'g',
)

/** Undefined when the shell would run something in it that cannot be told from text. */
export const expansions = (text: string, marks: Marks, quoted: boolean): Piece[] | undefined =>
  matched(text, quoted ? inQuotes : special, ([whole, bare, braced, command, digit]) => {
    const name = bare ?? braced ?? command ?? digit
    if (whole === '`' || whole === '${' || whole === '$(') return undefined
    return name === undefined ? whole.slice(1).trim() : marks.of(name, bare ? `\${${name}}` : whole)
  })
