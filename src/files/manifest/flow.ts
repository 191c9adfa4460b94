import { readScalar } from '../scalar/index.ts'
import { describe, type Found, keep, type Level } from './level.ts'

/**
 * Reads a flow collection, such as a whole JSON manifest, from its opening bracket on: what its strings are is added to
 * `found`. Gives the offset behind it.
 */
export function readFlow(text: string, from: number, stack: readonly Level[], found: Found[]): number {
  return new FlowReader(text, stack, found).read(from)
}

const token = /[{}[\],:"']|[^\s{}[\],:"']+/g

class FlowReader {
  readonly #text: string
  readonly #found: Found[]
  readonly #stack: Level[]
  /** The brackets that are open; a sequence has no level. */
  readonly #open: string[] = []
  #isKey = false

  constructor(text: string, stack: readonly Level[], found: Found[]) {
    this.#text = text
    this.#stack = [...stack]
    this.#found = found
  }

  read(from: number): number {
    let at = from
    do {
      token.lastIndex = at
      const next = token.exec(this.#text)
      if (!next) return this.#text.length
      at = this.#take(next[0], next.index)
    } while (this.#open.length > 0)
    return at
  }

  #take(word: string, at: number): number {
    if (word === '{' || word === '[') this.#enter(word)
    else if (word === '}' || word === ']') this.#leave()
    else if (word === ',') this.#isKey = this.#open.at(-1) === '{'
    else if (word === '"' || word === "'") return this.#quoted(at)
    else if (word !== ':') this.#value(word)
    return at + word.length
  }

  #enter(bracket: string): void {
    this.#open.push(bracket)
    this.#isKey = bracket === '{'
    if (this.#isKey) this.#stack.push({ column: Number.POSITIVE_INFINITY, object: {}, key: '' })
  }

  #leave(): void {
    if (this.#open.pop() === '{') this.#stack.pop()
    this.#isKey = false
  }

  #quoted(at: number): number {
    const scalar = readScalar(this.#text, { at, column: 0 })
    const isKey = this.#isKey
    this.#value(scalar?.value.text ?? '')
    if (!isKey && this.#open.at(-1) === '{') keep(this.#found, this.#stack, { at, scalar })
    return scalar?.end ?? this.#text.length
  }

  #value(text: string): void {
    const top = this.#stack.at(-1)
    if (this.#open.at(-1) !== '{' || !top) return
    if (this.#isKey) top.key = text
    else describe(this.#stack, text)
    this.#isKey = false
  }
}
