import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { type Held, type Nested, slice, within } from '../texts/text.ts'

const step = /\bsh[ \t]*\(?\s{0,100}(?:script[ \t]*:[ \t]*)?('''|""")/g

const isComment = /(?:^|\n)[ \t]*\/\/[^\n]*$/

/** The scripts of a Jenkinsfile: `sh '''…'''`, `sh """…"""` (groovy-lang.org, "Syntax", "Strings"). They run on an agent. */
export function inJenkinsfile(text: string): Held {
  const texts: Nested[] = []
  let from = 0
  for (const { index, 0: whole, 1: quotes = '' } of text.matchAll(step)) {
    const start = index + whole.length
    if (index < from || isComment.test(text.slice(Math.max(0, index - 200), index))) continue
    const end = endOf(text, start, quotes)
    if (end === -1) break
    const own = slice(text, { start, end }, 'string')
    const said = readIn(quotes === "'''" ? single : double, own.value.text, own.style)
    if (said) texts.push({ language: 'shell', inset: within(own, said), container: true })
    from = end
  }
  return { keys: [], texts }
}

function endOf(text: string, start: number, quotes: string): number {
  for (let at = text.indexOf(quotes, start); at !== -1; at = text.indexOf(quotes, at + 1)) {
    const escapes = /\\*$/.exec(text.slice(Math.max(start, at - 20), at))?.[0].length ?? 0
    if (escapes % 2 === 0) return at
  }
  return -1
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '\\': '\\',
  "'": "'",
  '"': '"',
  $: '$',
  '\n': '',
}

const single: Dialect = {
  pieces: text => matched(text, /\\([\s\S])/g, ([, letter = '']) => letters[letter]),
  quote: text => text.replaceAll('\\', '\\\\').replaceAll("'''", "''\\'"),
}

/** `${…}` and `$name` put values in. */
const double: Dialect = {
  pieces: (text, marks) =>
    matched(
      text,
      /\\([\s\S])|\$(?:\{([^{}\n]*)\}|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|\{)/g,
      ([whole, letter, code, name]) => {
        if (letter !== undefined) return letters[letter]
        const own = name ?? code
        return own === undefined ? undefined : marks.of(/[A-Za-z_][\w.]*/.exec(own)?.[0] ?? 'value', whole)
      },
    ),
  quote: text => text.replace(/[\\$]/g, '\\$&').replaceAll('"""', '""\\"'),
}
