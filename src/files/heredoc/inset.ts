import type { Inset } from '../scalar/index.ts'
import { Tiles } from '../scalar/tiles.ts'
import { closes, type Heredoc } from './find.ts'
import { Marks } from './marks.ts'

/**
 * The text that a here-document writes, and how a change of it is written. What the shell puts in is `{{name}}` in it, as
 * in a template: nothing is known of it, and it stays. Undefined when the shell would run something in it that cannot be
 * told from text.
 */
export function insetOf(source: string, heredoc: Heredoc): Inset | undefined {
  const { start, end, expands } = heredoc
  const tiles = new Tiles()
  const marks = new Marks(expands ? source.slice(start, end) : '')
  if (!expands) tiles.push(source.slice(start, end), start)
  else if (!expand(source, heredoc, { tiles, marks })) return undefined
  const value = tiles.value(end)
  const write: Inset['write'] = ({ span, text }) => {
    const written = expands ? marks.escaped(text) : text
    if (written.includes('\0') || written.split('\n').some(line => closes(line, heredoc))) return undefined
    return { span: { start: value.at(span.start), end: value.at(span.end) }, text: written }
  }
  return { style: 'here-document', value, write }
}

interface Expansion {
  readonly tiles: Tiles
  readonly marks: Marks
}

/** Escapes, line continuations and parameters as in double quotes, but for the quotes themselves (POSIX shell, 2.7.4). */
export const special: RegExp =
  /\\(?:[$`\\]|\r?\n)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)[^{}`$\n]*\}|\(([\w./-]+)[^()`$\n]*\)|([0-9@*#?]))|\$[{(]|`/g

function expand(source: string, { start, end }: Heredoc, { tiles, marks }: Expansion): boolean {
  const body = source.slice(start, end)
  let from = 0
  for (const found of body.matchAll(special)) {
    const [whole] = found
    const name = found[1] ?? found[2] ?? found[3] ?? found[4]
    if (whole === '`' || whole === '${' || whole === '$(') return false
    tiles.push(body.slice(from, found.index), start + from)
    const own = name === undefined ? whole.slice(1).trim() : marks.of(name, found[1] ? `\${${name}}` : whole)
    tiles.push(own, start + found.index)
    from = found.index + whole.length
  }
  tiles.push(body.slice(from), start + from)
  return true
}
