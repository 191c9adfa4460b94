import type { Span } from '../text/index.ts'

/** `map $http_x_api_key $client {`: what a request says for itself is looked up, so the keys are what it has to say. */
const opening =
  /(?:^|[\s;}])map[ \t]{1,20}["']?\$\{?((?:http|arg|cookie)_\w{1,200})\}?["']?[ \t]{1,20}["']?\$\w{1,200}["']?[ \t]{0,20}(?:\{|$)/

/** Words in the place of a key that are none. */
const reserved = /^(?:default|hostnames|volatile|include|""|'')$/

const token = /[ \t]*("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|#.*|[;{}]|[^\s;{}"'#]+)/y

/** The keys of tables whose keys are credentials, line by line. */
export class SecretTables {
  readonly #isSecret: (name: string) => boolean
  #inside = false
  /** The key of the statement has been read. */
  #value = false

  /** `isSecret` is asked for the names of variables, in lower case. */
  constructor(isSecret: (name: string) => boolean) {
    this.#isSecret = isSecret
  }

  /** Such a table is open. */
  get inside(): boolean {
    return this.#inside
  }

  /** Where keys stand on the next line of the file. Linear. */
  on(line: string): Span[] {
    if (this.#inside) return this.#keys(line, 0)
    const found = line.includes('map') ? opening.exec(line) : null
    if (!found || !this.#isSecret((found[1] as string).toLowerCase())) return []
    this.#inside = true
    this.#value = false
    return this.#keys(line, found.index + found[0].length)
  }

  #keys(line: string, from: number): Span[] {
    const spans: Span[] = []
    token.lastIndex = from
    for (let found = token.exec(line); found && this.#inside; found = token.exec(line)) {
      const word = found[1] as string
      if (word === '{') continue
      if (word === '}') this.#inside = false
      else if (word === ';') this.#value = false
      else if (!word.startsWith('#')) {
        if (!this.#value && !reserved.test(word)) spans.push(inner(word, token.lastIndex))
        this.#value = true
      }
    }
    return spans
  }
}

/** Without its quotes. */
function inner(word: string, end: number): Span {
  const quote = /^["']/.exec(word)?.[0]
  if (quote === undefined) return { start: end - word.length, end }
  return { start: end - word.length + 1, end: word.length > 1 && word.endsWith(quote) ? end - 1 : end }
}
