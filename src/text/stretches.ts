import type { Span } from './span.ts'

/** Characters of a stretch, about. */
const usual = 8192

interface Stretch {
  readonly text: string
  /** Line ends. */
  readonly lines: number
  /** In UTF-8, once somebody asked. */
  bytes?: number
}

/**
 * A text that is changed often: a change or a look at some of it costs as much as the stretch where it stands, however
 * long the text is.
 */
export class Stretches {
  readonly #all: Stretch[]
  #length: number

  constructor(text: string) {
    this.#all = stretched(text)
    this.#length = text.length
  }

  get length(): number {
    return this.#length
  }

  slice(start: number, end: number = this.#length): string {
    const parts: string[] = []
    let [nth, at] = this.#find(start)
    for (let each = this.#all[nth]; each && at < end; each = this.#all[++nth]) {
      parts.push(each.text.slice(Math.max(0, start - at), end - at))
      at += each.text.length
    }
    return parts.join('')
  }

  replace({ start, end }: Span, text: string): void {
    const [first, at] = this.#find(start)
    const [last, before] = this.#find(end)
    const head = this.#all[first]?.text.slice(0, start - at) ?? ''
    const tail = this.#all[last]?.text.slice(end - before) ?? ''
    this.#all.splice(first, last - first + 1, ...stretched(`${head}${text}${tail}`))
    this.#length += text.length - (end - start)
  }

  /** How many lines end before an offset. */
  linesBefore(offset: number): number {
    const [nth, at] = this.#find(offset)
    let lines = lineEnds(this.#all[nth]?.text.slice(0, offset - at) ?? '')
    for (let before = 0; before < nth; before++) lines += this.#all[before]?.lines ?? 0
    return lines
  }

  /** Bytes of a part, in UTF-8. */
  bytesIn({ start, end }: Span): number {
    let [nth, at] = this.#find(start)
    let bytes = 0
    for (let each = this.#all[nth]; each && at < end; each = this.#all[++nth]) {
      const { length } = each.text
      if (at >= start && at + length <= end) {
        each.bytes ??= utf8Size(each.text)
        bytes += each.bytes
      } else bytes += utf8Size(each.text.slice(Math.max(0, start - at), end - at))
      at += length
    }
    return bytes
  }

  /** Where the line begins that stands some lines above the line of an offset; else the text. */
  lineStart(offset: number, above: number): number {
    let at = offset
    for (let left = above; at > 0; left--) {
      at = this.#before(at)
      if (left === 0) return at
      at -= 1
    }
    return 0
  }

  /** Where the line ends, with its line end, that stands some lines below the line of an offset; else the text. */
  lineEnd(offset: number, below: number): number {
    let at = offset
    for (let left = below; left >= 0 && at < this.#length; left--) at = this.#behind(at)
    return Math.min(at, this.#length)
  }

  #before(offset: number): number {
    let [nth, at] = this.#find(offset)
    for (let limit = offset - at - 1; nth >= 0; limit = Number.POSITIVE_INFINITY) {
      const found = limit < 0 ? -1 : (this.#all[nth]?.text.lastIndexOf('\n', limit) ?? -1)
      if (found !== -1) return at + found + 1
      at -= this.#all[--nth]?.text.length ?? 0
    }
    return 0
  }

  #behind(offset: number): number {
    let [nth, at] = this.#find(offset)
    for (let from = offset - at; nth < this.#all.length; from = 0) {
      const { text } = this.#all[nth++] as Stretch
      const found = text.indexOf('\n', from)
      if (found !== -1) return at + found + 1
      at += text.length
    }
    return this.#length
  }

  /** The stretch that holds the character at an offset, the last one at the end; and where it begins. */
  #find(offset: number): [nth: number, start: number] {
    let at = 0
    let nth = 0
    for (; nth < this.#all.length - 1; nth++) {
      const { length } = (this.#all[nth] as Stretch).text
      if (offset < at + length) break
      at += length
    }
    return [nth, at]
  }
}

/** Never between the halves of one character. */
function stretched(text: string): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from < text.length; ) {
    const near = text.length - from <= 2 * usual ? text.length : from + usual
    const to = /[\ud800-\udbff]/.test(text.charAt(near - 1)) ? Math.min(near + 1, text.length) : near
    const own = text.slice(from, to)
    found.push({ text: own, lines: lineEnds(own) })
    from = to
  }
  return found
}

function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** As TextEncoder writes it: half a character takes as much as the mark of a bad one. */
function utf8Size(text: string): number {
  let size = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) size += code > 0x7ff ? 2 : 1
    if (code >= 0xd800 && code < 0xdc00 && /^[\udc00-\udfff]/.test(text.charAt(at + 1))) at++
  }
  return size
}
