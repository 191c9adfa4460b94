import type { Inset } from '../scalar/index.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { within } from '../texts/text.ts'

const letters: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\t': '\t',
  '\\r': '\r',
  '\\\\': '\\',
  '\\"': '"',
  "\\'": "'",
  '%%': '%',
}

/** What `printf` makes of its format where that takes no argument; undefined where it takes one. */
export function formatted(inset: Inset): Inset | undefined {
  if (/%(?!%)/.test(inset.value.text.replaceAll('%%', ''))) return undefined
  return escaped(inset, /\\[ntr\\"']|%%/g, /[\\%]/g)
}

/**
 * What `echo` writes. Without `-e` shells differ in what a backslash means in front of some letters: only a text on one line
 * with `\n` in it can mean but one thing.
 */
export function echoed(inset: Inset, always: boolean): Inset | undefined {
  const { text } = inset.value
  const special = /\\[abcefnrtv0\\]/.test(text)
  if (!special && !always) return inset
  if (!always && (text.includes('\n') || !text.includes('\\n'))) return undefined
  return escaped(inset, /\\[ntr\\]/g, /\\/g)
}

function escaped(inset: Inset, special: RegExp, meant: RegExp): Inset | undefined {
  const { text } = inset.value
  if (/\\[abcefv0-7x]/.test(text.replaceAll('\\\\', ''))) return undefined
  const dialect: Dialect = {
    pieces: own => matched(own, special, ([whole]) => letters[whole]),
    quote: own => {
      const quoted = own.replace(meant, '$&$&')
      return text.includes('\n') ? quoted : quoted.replaceAll('\n', '\\n')
    },
  }
  const read = readIn(dialect, text, inset.style)
  return read && within(inset, read)
}
