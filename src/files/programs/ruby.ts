import { dedented, type Indented, linesOf } from '../texts/dedented.ts'
import { delimited } from '../texts/delimited.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { type Held, type Nested, slice, within } from '../texts/text.ts'

const opening = /<<([-~])(["']?)([A-Za-z_]\w*)\2/

/** What a Vagrantfile gives to the shells of its machines: here-documents of Ruby (docs.ruby-lang.org, "Literals"). */
export function inVagrantfile(text: string): Held {
  const texts: Nested[] = []
  let open: Open | undefined
  for (const { start, line } of text.includes('<<') ? linesOf(text) : []) {
    if (open && line.trim() === open.delimiter) {
      texts.push(...scriptAt(text, open, start))
      open = undefined
    } else if (!open && !line.trimStart().startsWith('#')) open = openedBy(line, start)
  }
  return { keys: [], texts }
}

interface Open {
  readonly from: number
  readonly delimiter: string
  readonly dedents: boolean
  readonly raw: boolean
}

function openedBy(line: string, start: number): Open | undefined {
  const [, sign, quote, delimiter] = opening.exec(line) ?? []
  return delimiter === undefined
    ? undefined
    : { from: start + line.length, delimiter, dedents: sign === '~', raw: quote === "'" }
}

function scriptAt(text: string, { from, delimiter, dedents, raw }: Open, end: number): Nested[] {
  const body = slice(text, { start: from, end }, 'here-document')
  const lines = dedents ? within(body, squiggly(body.value.text)) : body
  const said = raw ? lines : readIn(ruby, lines.value.text, body.style)
  if (!said) return []
  const inset = raw ? lines : within(lines, said)
  return [{ language: 'shell', inset: delimited(inset, line => line.trim() === delimiter) }]
}

/** `<<~`: the least that any line with text has in front; lines of blanks lose as much as they have. */
function squiggly(text: string): ReturnType<typeof dedented> {
  const lines = [...linesOf(text)].map(({ start, line }) => ({
    start,
    line,
    blanks: /^[ \t]*/.exec(line)?.[0].length ?? 0,
  }))
  const least = lines.reduce((min, { line, blanks }) => (line.trim() ? Math.min(min, blanks) : min), text.length)
  const all = lines.map(({ start, blanks }): Indented => ({ start, out: Math.min(least, blanks) }))
  return dedented(text, all, 'here-document')
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  s: ' ',
  e: '\x1b',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
}

/** As between double quotes: `#{…}` puts a value in, a backslash escapes. */
const ruby: Dialect = {
  pieces: (text, marks) =>
    matched(text, /#(?:\{([^{}\n]*)\}|[$@]+([A-Za-z_]\w*)|\{)|\\([\s\S])/g, ([whole, code, name, letter]) => {
      if (letter !== undefined) return /[0-7xucCM]/.test(letter) ? undefined : (letters[letter] ?? letter)
      const own = name ?? code
      return own === undefined ? undefined : marks.of(/[A-Za-z_][\w.]*/.exec(own)?.[0] ?? 'value', whole)
    }),
  quote: text => text.replace(/\\|#(?=[{$@])/g, '\\$&'),
  pairs: /^#[{$@]$/,
}
