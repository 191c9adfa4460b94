import { type Heredoc, heredocsIn } from '../heredoc/find.ts'

/** A word of a command: one pair of quotes and nothing beside it, or anything else. */
export interface Word {
  readonly kind: 'single' | 'double' | 'ansi' | 'plain' | 'mixed'
  readonly start: number
  readonly end: number
}

/** A simple command (POSIX shell, 2.9.1). */
export interface Command {
  readonly words: Word[]
  /** `>` or `>>` with the word behind it. */
  readonly outputs: { readonly sign: string; readonly word: Word }[]
  /** What it writes is read by the next one. */
  piped: boolean
}

const token =
  /([ \t\r]+|\\\r?\n|#[^\n]*)|(\n)|(&&|\|&|\|\||;;|[;&|()])|(\d*(?:>>|>\||[<>]&|<>|<<<|<<-?|>|<))|([^\s;&|()<>#])/y

const segments: readonly (readonly [kind: Word['kind'], pattern: RegExp])[] = [
  ['single', /'[^']*'(?:\\''[^']*')*/y],
  ['double', /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y],
  ['ansi', /\$'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y],
  ['mixed', /\\[\s\S]|`[^`]*`|\$\([^()]*\)|\$\{[^{}]*\}/y],
  ['plain', /[^\s;&|()<>"'\\`$]+|\$/y],
]

/** The commands of a script, without the texts of its here-documents. A quote without an end is the rest. Linear. */
export const commandsIn = (text: string): Command[] => new Reader(text).read()

class Reader {
  readonly #text: string
  readonly #heredocs: ReadonlyMap<number, Heredoc>
  readonly #found: Command[] = []
  #command: Command = none()
  #sign = ''

  constructor(text: string) {
    this.#text = text
    this.#heredocs = new Map(heredocsIn(text).map(each => [each.start, each]))
  }

  read(): Command[] {
    for (let at = 0; at < this.#text.length; ) {
      token.lastIndex = at
      const [whole = '', blank, line, operator, output] = token.exec(this.#text) ?? []
      if (blank) at += whole.length
      else if (output) {
        this.#sign = output
        at += whole.length
      } else if (line || operator) {
        this.#end(operator)
        at = line ? this.#behind(at + 1) : at + whole.length
      } else at = this.#word(wordAt(this.#text, at)) ?? this.#text.length
    }
    this.#end(undefined)
    return this.#found.filter(({ words }) => words.length > 0)
  }

  #word(word: Word | undefined): number | undefined {
    if (word && this.#sign === '') this.#command.words.push(word)
    else if (word && writes.test(this.#sign)) this.#command.outputs.push({ sign: this.#sign.replace('1', ''), word })
    this.#sign = ''
    return word?.end
  }

  #end(operator: string | undefined): void {
    this.#command.piped = operator === '|'
    this.#found.push(this.#command)
    this.#command = none()
    this.#sign = ''
  }

  /** Where commands go on: behind a here-document that begins here, and its last line. */
  #behind(at: number): number {
    const here = this.#heredocs.get(at)
    const end = here ? this.#text.indexOf('\n', here.end) : at
    return end === -1 ? this.#text.length : end
  }
}

const writes = /^1?>[>|]?$/
const none = (): Command => ({ words: [], outputs: [], piped: false })

function wordAt(text: string, start: number): Word | undefined {
  let kind: Word['kind'] | undefined
  let at = start
  for (let own = segmentAt(text, at); own; own = segmentAt(text, at)) {
    kind = kind === undefined ? own.kind : kind === 'plain' && own.kind === 'plain' ? 'plain' : 'mixed'
    at = own.end
  }
  return kind && { kind, start, end: at }
}

function segmentAt(text: string, at: number): Word | undefined {
  for (const [kind, pattern] of segments) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return { kind, start: at, end: at + found[0].length }
  }
  return undefined
}
