import type { SourceFile, Span } from '../../text/index.ts'
import type { Word } from '../../tree/index.ts'

/** Where the words of one file stand: start and end by turns. Words become objects when somebody looks at them. */
export class WordTable {
  readonly file: SourceFile
  private offsets: Int32Array
  private length = 0
  /** Values looked at last: those of a large host repeat each other. Made when somebody looks. */
  private values: (string | undefined)[] | undefined
  private lowered: (string | undefined)[] = []

  constructor(file: SourceFile) {
    this.file = file
    this.values = undefined
    this.offsets = new Int32Array(Math.max(64, (file.text.length - (file.part?.start ?? 0)) >> 3))
  }

  push(start: number, end: number): number {
    if (this.length + 2 > this.offsets.length) {
      const larger = new Int32Array(this.offsets.length * 2)
      larger.set(this.offsets)
      this.offsets = larger
    }
    this.offsets[this.length] = start
    this.offsets[this.length + 1] = end
    this.length += 2
    return this.length / 2 - 1
  }

  /** Gives back what was reserved in excess. */
  seal(): void {
    this.offsets = this.offsets.slice(0, this.length)
  }

  start(index: number): number {
    return this.offsets[index * 2] as number
  }

  end(index: number): number {
    return this.offsets[index * 2 + 1] as number
  }

  word(index: number): Word {
    return new NginxWord(this.file, this.start(index), this.end(index))
  }

  /** The value of a word; mostly the same string object for equal values. */
  value(index: number): string {
    this.values ??= new Array(this.length > MANY_WORDS ? 4096 : 64)
    const { values } = this
    const { text } = this.file
    const start = this.start(index)
    const length = this.end(index) - start
    const at = slotIn(text, start, length) & (values.length - 1)
    const known = values[at]
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return known
    const value = decodeWord(text.slice(start, start + length))
    if (value.length === length) values[at] = value
    return value
  }

  /** The value of a word in lower case. */
  lower(index: number): string {
    const value = this.value(index)
    const at = (slotIn(value, 0, value.length) & (this.length > MANY_WORDS ? 255 : 15)) * 2
    if (this.lowered[at] !== value) {
      this.lowered[at] = value
      this.lowered[at + 1] = value.toLowerCase()
    }
    return this.lowered[at + 1] as string
  }

  /** The value of a word, the same string object for equal values: names of directives repeat thousands of times. */
  interned(index: number): string {
    const start = this.start(index)
    const { text } = this.file
    const length = this.end(index) - start
    const slot = slotIn(text, start, length) & (names.length - 1)
    const known = names[slot]
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return known
    const value = internalized(decodeWord(text.slice(start, start + length)))
    if (value.length === length) names[slot] = value
    return value
  }
}

/** From so many words on a file repeats itself. */
const MANY_WORDS = 2000

/** Names met last, of all files. */
const names: (string | undefined)[] = new Array(1024)

/** Of a text by its length and three characters. */
const slotIn = (text: string, start: number, length: number): number =>
  length * 61 +
  text.charCodeAt(start) * 7 +
  text.charCodeAt(start + (length >> 1)) * 31 +
  text.charCodeAt(start + length - 1) * 13

/** As a key of an object the engine keeps one copy, which it compares by address. */
const internalized = (text: string): string => Object.keys({ [text]: 0 })[0] as string

class NginxWord implements Word {
  private readonly file: SourceFile
  private readonly start: number
  private readonly end: number
  private decoded: string | undefined

  constructor(file: SourceFile, start: number, end: number) {
    this.file = file
    this.start = start
    this.end = end
    this.decoded = undefined
  }

  get span(): Span {
    return { start: this.start, end: this.end }
  }

  get raw(): string {
    return this.file.text.slice(this.start, this.end)
  }

  get value(): string {
    this.decoded ??= decodeWord(this.raw)
    return this.decoded
  }
}

const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' }

/**
 * What nginx sees of a word: outer quotes gone, `\"` `\'` `\\` without their backslash, `\t` `\r` `\n` as control
 * characters; every other pair keeps its backslash.
 */
function decodeWord(raw: string): string {
  const quote = raw[0] === '"' || raw[0] === "'" ? raw[0] : undefined
  const bare = quote ? raw.slice(1, raw.length > 1 && raw.endsWith(quote) ? -1 : undefined) : raw
  if (!bare.includes('\\')) return bare
  return bare.replace(/\\(["'\\trn])/g, (_, character: string) => controls[character] ?? character)
}

/** A name, which is known before anybody asks for its place. */
export class NameWord implements Word {
  private readonly table: WordTable
  private readonly index: number
  readonly value: string

  constructor(table: WordTable, index: number, value: string) {
    this.table = table
    this.index = index
    this.value = value
  }

  get span(): Span {
    return { start: this.table.start(this.index), end: this.table.end(this.index) }
  }

  get raw(): string {
    return this.table.file.text.slice(this.table.start(this.index), this.table.end(this.index))
  }
}
