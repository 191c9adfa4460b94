import { endOfTag } from '../../text/index.ts'

export type Kind = 'word' | 'string' | 'here-document' | 'sign' | 'line'

/** A token of HCL. */
export interface Token {
  readonly kind: Kind
  readonly start: number
  readonly end: number
  /** What it is as it stands there; of a string without its quotes. */
  readonly text: string
  /** Of a here-document: where its text begins and ends. */
  readonly body?: {
    readonly start: number
    readonly end: number
    readonly dedents: boolean
    readonly delimiter: string
  }
}

const pattern =
  /(#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|<<(-?)([\p{L}_][\p{L}\p{N}_-]*)\r?\n|([\p{L}_][\p{L}\p{N}_.-]*|\d[\w.]*)|([=!<>]=|=>|&&|\|\||[{}[\]()=:,])|(\n)|"/gu

/**
 * The tokens of a file (HCL Native Syntax Specification, "Lexical Elements", "Template Expressions"): comments are left out,
 * operators other than those that tell structure too. Linear.
 */
export function* tokensIn(text: string): Iterable<Token> {
  for (let at = 0; at < text.length; ) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) return
    const token = tokenAt(text, found)
    if (token) yield token
    // A here-document without an end is the rest of the file.
    else if (found[3] !== undefined) return
    at = Math.max(token?.end ?? 0, found.index + found[0].length)
  }
}

function tokenAt(text: string, found: RegExpExecArray): Token | undefined {
  const [whole, comment, dash, delimiter, word, sign] = found
  const start = found.index
  const end = start + whole.length
  if (comment !== undefined) return undefined
  if (delimiter !== undefined) return documentAt(text, { start, at: end, delimiter, dedents: dash === '-' })
  if (whole === '"') return stringAt(text, start)
  return { kind: word ? 'word' : sign ? 'sign' : 'line', start, end, text: whole }
}

/** To the quote that ends it; values in it have strings of their own. Strings end on their line. */
function stringAt(text: string, start: number): Token | undefined {
  const special = /\\.|[$%]{1,2}\{|["\n]/g
  special.lastIndex = start + 1
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const [sign] = found
    if (sign === '\n') return undefined
    if (sign === '"') return { kind: 'string', start, end: found.index + 1, text: text.slice(start + 1, found.index) }
    if (sign.length !== 2 || sign.startsWith('\\')) continue
    const end = endOfTag(text, found.index + 2)
    if (end === undefined) return undefined
    special.lastIndex = end
  }
  return undefined
}

interface Opening {
  readonly start: number
  readonly at: number
  readonly delimiter: string
  readonly dedents: boolean
}

/** Blanks may stand around the word that ends it, whether its own lines are dedented or not. */
function documentAt(text: string, { start, at: from, delimiter, dedents }: Opening): Token | undefined {
  const closer = new RegExp(`^[^\\S\\n]*${delimiter}[^\\S\\n]*$`, 'gmu')
  closer.lastIndex = from
  const found = closer.exec(text)
  if (!found) return undefined
  const body = { start: from, end: found.index, dedents, delimiter }
  return { kind: 'here-document', start, end: found.index + found[0].length, text: '', body }
}
