/** So many characters are looked through at once. */
const stretch = 65_536

/**
 * Where the lines of a text begin, looked for as far as somebody asks: most of what is said about a large file stands
 * near its beginning.
 */
export class Lines {
  private readonly text: string
  private readonly starts: number[] = [0]
  private read = 0

  constructor(text: string) {
    this.text = text
  }

  /** All that begin at the offset or before it; more where they are known. */
  until(offset: number): readonly number[] {
    if (offset >= this.read) this.readOn(offset + stretch)
    return this.starts
  }

  /** So many of them, or all that there are; more where they are known. */
  first(number: number): readonly number[] {
    while (this.starts.length < number && this.read < this.text.length) this.readOn(this.read + stretch)
    return this.starts
  }

  private readOn(end: number): void {
    let at = this.text.indexOf('\n', this.read)
    for (; at !== -1 && at < end; at = this.text.indexOf('\n', at + 1)) this.starts.push(at + 1)
    this.read = at === -1 ? Number.POSITIVE_INFINITY : at
  }
}
