import { type Token, tokensIn } from './tokens.ts'

/** What is between two brackets. */
export interface Level {
  readonly open: string
  /** The attribute or key that it is the value of, or the words in front of a block, its labels among them. */
  readonly names: readonly string[]
  /** Attributes and keys whose values are strings. */
  readonly values: Map<string, string>
  /** The words since the last value, and the key whose value follows. */
  pending: string[]
  key: string
}

/** A string or here-document, and where it stands, its own level last. */
export interface Found {
  readonly token: Token
  /** The attribute or key that it is, or is part of, the value of. */
  readonly key: string
  readonly levels: readonly Level[]
}

/** Nothing nests like this. */
const deepest = 64

/** The strings and here-documents of a file (HCL Native Syntax Specification, "Structural Elements"). Linear. */
export function textsOf(text: string): Found[] {
  const reader = new Reader()
  for (const token of tokensIn(text)) reader.take(token)
  return reader.found
}

class Reader {
  readonly found: Found[] = []
  #levels: readonly Level[] = [levelOf('{', [])]

  take(token: Token): void {
    const top = this.#levels.at(-1) as Level
    if (token.kind === 'sign') this.#sign(token.text, top)
    else if (token.kind === 'line') this.#line(top)
    else this.#value(token, top)
  }

  #value(token: Token, top: Level): void {
    top.pending.push(token.text)
    if (token.kind === 'word') return
    if (token.kind === 'string' && top.open === '{' && top.key !== '' && top.pending.length === 1)
      top.values.set(top.key, token.text)
    const key = this.#levels.findLast(level => level.key !== '')?.key ?? ''
    if (key !== '') this.found.push({ token, key, levels: this.#levels })
  }

  #sign(sign: string, top: Level): void {
    if (sign === '=' || sign === ':') {
      if (top.open === '{' && top.key === '') top.key = top.pending.at(-1) ?? ''
    } else if (/^[{[(]$/.test(sign)) this.#enter(sign, top)
    else if (/^[}\])]$/.test(sign)) {
      if (this.#levels.length > 1) this.#levels = this.#levels.slice(0, -1)
    } else if (sign === ',') this.#line(top)
    else return
    const last = this.#levels.at(-1) as Level
    last.pending = /^[}\])]$/.test(sign) ? ['', ''] : []
  }

  #enter(sign: string, top: Level): void {
    if (this.#levels.length > deepest) return
    const names = sign === '{' && top.key === '' ? top.pending : [top.key]
    this.#levels = [...this.#levels, levelOf(sign, names)]
  }

  /** The next key begins; not in a list that goes on. */
  #line(top: Level): void {
    top.pending = []
    if (top.open === '{') top.key = ''
  }
}

const levelOf = (open: string, names: readonly string[]): Level => ({
  ...{ open, names, values: new Map<string, string>() },
  ...{ pending: [], key: '' },
})
