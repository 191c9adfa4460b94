/** What stands in a text for what another program puts in: a tag as a template has it, and what the file says there. */
export class Marks {
  readonly #written = new Map<string, string>()
  readonly #marks = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #taken: ReadonlySet<string>

  /** @param body tags that stand in it by themselves are no marks */
  constructor(body: string) {
    this.#taken = new Set(body.match(tag))
  }

  /** `{% if name %}`: what is put in or not. */
  control(tag: string, written: string): string {
    if (!this.#taken.has(tag)) this.#written.set(tag, written)
    return tag
  }

  /** `{{name}}`; another expansion of the same name has another mark. */
  of(name: string, written: string): string {
    const mark = this.#marks.get(written) ?? this.#next(name.replace(/\W/g, '_'))
    this.#marks.set(written, mark)
    this.#written.set(mark, written)
    return mark
  }

  #next(base: string): string {
    for (;;) {
      const count = (this.#counts.get(base) ?? 0) + 1
      this.#counts.set(base, count)
      const mark = `{{${base}${count === 1 ? '' : `_${count}`}}}`
      if (!this.#taken.has(mark) && !this.#written.has(mark)) return mark
    }
  }

  /** A text of the part as the file has to say it: what was put in as it was, else as `quote` has it. */
  escaped(text: string, quote: (text: string) => string): string {
    const parts: string[] = []
    let from = 0
    for (const { 0: found, index } of text.matchAll(tag)) {
      const written = this.#written.get(found)
      if (written === undefined) continue
      parts.push(quote(text.slice(from, index)), written)
      from = index + found.length
    }
    return parts.join('') + quote(text.slice(from))
  }
}

const tag = /\{\{\w+\}\}|\{%[^%\n]*%\}/g
