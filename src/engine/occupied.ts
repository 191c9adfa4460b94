import { type Edit, leading, overlaps, type Span } from '../text/index.ts'

/** Places that are going to be edited. Knows in logarithmic time whether further edits would collide. */
export class Occupied {
  readonly #fileOf: (path: string) => string
  readonly #spans = new Map<string, Span[]>()

  /** @param fileOf what tells files apart, whatever name they are called by. */
  constructor(fileOf: (path: string) => string) {
    this.#fileOf = fileOf
  }

  /** Takes the places of all edits, or of none when one of them collides with what is taken or with another. */
  take(edits: readonly Edit[]): boolean {
    const own = new Map<string, Span[]>()
    for (const { path, span } of edits) {
      const key = this.#fileOf(path)
      if (this.#collides(key, span) || own.get(key)?.some(other => overlaps(other, span))) return false
      own.set(key, [...(own.get(key) ?? []), span])
    }
    for (const [key, spans] of own) for (const span of spans) this.#insert(key, span)
    return true
  }

  #collides(key: string, span: Span): boolean {
    const spans = this.#spans.get(key) ?? []
    const at = leading(spans, each => each.start < span.start)
    return [spans[at - 1], spans[at], spans[at + 1]].some(other => other && overlaps(other, span))
  }

  #insert(key: string, span: Span): void {
    const spans = this.#spans.get(key) ?? []
    spans.splice(
      leading(spans, each => each.start < span.start),
      0,
      span,
    )
    this.#spans.set(key, spans)
  }
}
