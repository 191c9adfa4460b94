import { leading } from '../../text/index.ts'

/** A text that stands in a file in another form, and where: every character owns the file up to the next one's place. */
export interface Value {
  readonly text: string
  /** Where in the file the character at an offset of the text stands; at its length: where the text ends. */
  at(offset: number): number
}

/** Puts a value together from runs that stand in the file as they are, and characters that stand for something else. */
export class Tiles {
  readonly #texts: string[] = []
  readonly #offsets: number[] = []
  readonly #places: number[] = []
  #length = 0

  /** `text` stands in the file at `place`, or is what the file says there. */
  push(text: string, place: number): void {
    if (text === '') return
    this.#texts.push(text)
    this.#offsets.push(this.#length)
    this.#places.push(place)
    this.#length += text.length
  }

  get length(): number {
    return this.#length
  }

  value(end: number): Value {
    const offsets = this.#offsets
    const places = this.#places
    return {
      text: this.#texts.join(''),
      at: offset => {
        if (offset >= this.#length) return end
        const run = leading(offsets, each => each <= offset) - 1
        const inside = offset - (offsets[run] as number)
        return Math.min((places[run] as number) + inside, places[run + 1] ?? end)
      },
    }
  }
}
