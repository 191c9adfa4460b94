/** What stands in a part for what the shell puts in: a tag as a template has it, and what the script says there. */
export class Marks {
  readonly #written = new Map<string, string>()
  readonly #marks = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #taken: ReadonlySet<string>

  /** @param body tags that stand in it by themselves are no marks */
  constructor(body: string) {
    this.#taken = new Set(body.match(tag))
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

  /** A text of the part as the script has to say it. */
  escaped(text: string): string {
    return text.replace(/\{\{\w+\}\}|[\\$`]/g, found =>
      found.startsWith('{{') ? (this.#written.get(found) ?? found) : `\\${found}`,
    )
  }
}

const tag = /\{\{\w+\}\}/g
