import { readScalar } from '../scalar/index.ts'
import { describe, type Keeper, type Level } from './level.ts'

/**
 * Reads a flow collection, such as a whole JSON manifest, from its opening bracket on: what its strings are goes to
 * the keeper. Gives the offset behind it.
 */
export function readFlow(text: string, from: number, stack: readonly Level[], keeper: Keeper): number {
  return new FlowReader(text, stack, keeper).read(from)
}

/** A value without quotes ends before a bracket, a comma, a comment or its line. */
const plain = /(?:(?![ \t]#|:\s)[^{}[\],\n])+/y
const token = /[{}[\],:"']|[^\s{}[\],:"']+/g

class FlowReader {
  readonly #text: string
  readonly #keeper: Keeper
  readonly #stack: Level[]
  /** The brackets that are open; a sequence has no level. */
  readonly #open: string[] = []
  #isKey = false

  constructor(text: string, stack: readonly Level[], keeper: Keeper) {
    this.#text = text
    this.#stack = [...stack]
    this.#keeper = keeper
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
    else if (word !== ':') return this.#plain(word, at)
    return at + word.length
  }

  #enter(bracket: string): void {
    this.#open.push(bracket)
    this.#isKey = bracket === '{'
    if (this.#isKey) this.#stack.push({ column: Number.POSITIVE_INFINITY, object: {}, key: '', at: 0 })
  }

  #leave(): void {
    if (this.#open.pop() === '{') this.#stack.pop()
    this.#isKey = false
  }

  #quoted(at: number): number {
    const scalar = readScalar(this.#text, { at, column: 0 })
    const isKey = this.#isKey
    this.#value(scalar?.value.text ?? '', at + 1)
    if (this.#open.at(-1) === '[') this.#keeper.item?.(this.#stack, at, scalar)
    else if (!isKey) this.#keeper.value(this.#stack, at, scalar)
    return scalar?.end ?? this.#text.length
  }

  /** A word, or as a value all up to what ends one. Gives the offset behind it. */
  #plain(word: string, at: number): number {
    const isListed = this.#open.at(-1) === '[' && this.#keeper.listed !== undefined
    if (this.#isKey || (this.#open.at(-1) !== '{' && !isListed)) {
      this.#value(word, at)
      return at + word.length
    }
    plain.lastIndex = at
    const text = plain.exec(this.#text)?.[0].trimEnd() ?? word
    this.#value(text, at)
    if (isListed) this.#keeper.listed?.(this.#stack, at, text)
    else this.#keeper.word?.(this.#stack, at, text)
    return at + text.length
  }

  #value(text: string, at: number): void {
    const top = this.#stack.at(-1)
    if (this.#open.at(-1) !== '{' || !top) return
    if (this.#isKey) Object.assign(top, { key: text, at })
    else describe(this.#stack, text)
    this.#isKey = false
  }
}
