import type { Asked, Question } from './asked.ts'

/** What is supposed of the values that a template asks about, one supposition after the other, none against another. */
export class Supposed {
  readonly #truths = new Map<string, boolean>()
  readonly #values = new Map<string, string>()
  readonly #wish: (question: string) => boolean

  /** `wish`: what to suppose where nothing is known yet. */
  constructor(wish: (question: string) => boolean) {
    this.#wish = wish
  }

  /** Whether it holds; supposed as wished from then on where that was open. */
  holds(asked: Asked): boolean {
    const known = this.known(asked)
    if (known !== undefined) return known
    if (asked.kind === 'not') return !this.holds(asked.of)
    if (asked.kind !== 'truth')
      return asked.kind === 'all' ? asked.of.every(each => this.holds(each)) : asked.of.some(each => this.holds(each))
    const wished = this.#wish(questionOf(asked))
    this.suppose(asked, wished)
    return wished
  }

  /** Undefined where it is still open. */
  known(asked: Asked): boolean | undefined {
    if (asked.kind === 'truth') return this.#truth(asked)
    if (asked.kind === 'not') {
      const inner = this.known(asked.of)
      return inner === undefined ? undefined : !inner
    }
    const enough = asked.kind === 'any'
    const parts = asked.of.map(each => this.known(each))
    if (parts.includes(enough)) return enough
    return parts.includes(undefined) ? undefined : !enough
  }

  /** Of what is open. */
  suppose(asked: Asked, is: boolean): void {
    if (asked.kind === 'not') this.suppose(asked.of, !is)
    else if (asked.kind !== 'truth') this.#supposeParts(asked.of, is, asked.kind === 'any')
    else {
      this.#truths.set(questionOf(asked), is)
      if (!is || asked.value === undefined) return
      this.#values.set(asked.of, asked.value)
      this.#truths.set(asked.of, true)
    }
  }

  /** All that is open, or as little as decides. */
  #supposeParts(parts: readonly Asked[], is: boolean, enough: boolean): void {
    const open = parts.filter(each => this.known(each) === undefined)
    for (const part of is === enough ? open.slice(0, 1) : open)
      if (this.known(part) === undefined) this.suppose(part, is)
  }

  #truth(asked: Question): boolean | undefined {
    const value = this.#values.get(asked.of)
    if (asked.value === undefined) return this.#truths.get(asked.of)
    if (value !== undefined) return value === asked.value
    return this.#truths.get(asked.of) === false ? false : this.#truths.get(questionOf(asked))
  }
}

export const questionOf = ({ of, value }: Question): string => (value === undefined ? of : `${of}\0${value}`)
