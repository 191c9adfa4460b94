import type { SourceFile, Span } from '../../text/index.ts'
import type { Word } from '../../tree/index.ts'

/**
 * The words of one file: where they stand, start and end by turns, and their values, which are read while the parser
 * is there: later their text lies far away. Words become objects when somebody looks at them.
 */
export class WordTable {
  readonly file: SourceFile
  private offsets: Int32Array
  private length = 0
  private readonly values: string[] = []
  /** Of words met last, as they are written and what they say: those of a large host repeat each other. */
  private readonly met: (string | undefined)[]
  private lowered: (string | undefined)[] = []

  constructor(file: SourceFile) {
    const size = file.text.length - (file.part?.start ?? 0)
    this.file = file
    this.met = new Array(size > MUCH_TEXT ? 8192 : 128)
    this.offsets = new Int32Array(Math.max(64, size >> 3))
  }

  /** A word that is an argument. */
  push(start: number, end: number): number {
    this.values.push(this.read(start, end))
    return this.place(start, end)
  }

  /** A word that names a directive: the same string object for equal names, which repeat thousands of times. */
  pushName(start: number, end: number): number {
    this.values.push(nameAt(this.file.text, start, end - start))
    return this.place(start, end)
  }

  private place(start: number, end: number): number {
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

  /** Is there one blank between a word and the next? */
  isBeside(index: number): boolean {
    const end = this.end(index)
    return this.start(index + 1) === end + 1 && this.file.text.charCodeAt(end) === 32
  }

  word(index: number): Word {
    return new NginxWord(this, index)
  }

  /** The value of a word; mostly the same string object for equal values. */
  value(index: number): string {
    return this.values[index] as string
  }

  private read(start: number, end: number): string {
    const { met } = this
    const { text } = this.file
    const length = end - start
    const at = (slotIn(text, start, length) * 2) & (met.length - 1)
    const known = met[at]
    if (known !== undefined && known.length === length && text.startsWith(known, start)) return met[at + 1] as string
    const raw = text.slice(start, end)
    const value = decodeWord(raw)
    met[at] = raw
    met[at + 1] = value
    return value
  }

  /** The value of a word in lower case. */
  lower(index: number): string {
    const value = this.value(index)
    const at = (slotIn(value, 0, value.length) & (this.met.length > 128 ? 255 : 15)) * 2
    if (this.lowered[at] !== value) {
      this.lowered[at] = value
      this.lowered[at + 1] = value.toLowerCase()
    }
    return this.lowered[at + 1] as string
  }
}

/** A file with more characters repeats itself. */
const MUCH_TEXT = 30_000

/** Names met last, of all files. */
const names: (string | undefined)[] = new Array(1024)

function nameAt(text: string, start: number, length: number): string {
  const slot = slotIn(text, start, length) & (names.length - 1)
  const known = names[slot]
  if (known !== undefined && known.length === length && text.startsWith(known, start)) return known
  const value = internalized(decodeWord(text.slice(start, start + length)))
  if (value.length === length) names[slot] = value
  return value
}

/** Of a text by its length and three characters. */
const slotIn = (text: string, start: number, length: number): number =>
  length * 61 +
  text.charCodeAt(start) * 7 +
  text.charCodeAt(start + (length >> 1)) * 31 +
  text.charCodeAt(start + length - 1) * 13

/** As a key of an object the engine keeps one copy, which it compares by address. */
const internalized = (text: string): string => Object.keys({ [text]: 0 })[0] as string

class NginxWord implements Word {
  private readonly table: WordTable
  private readonly index: number

  constructor(table: WordTable, index: number) {
    this.table = table
    this.index = index
  }

  get span(): Span {
    return { start: this.table.start(this.index), end: this.table.end(this.index) }
  }

  get raw(): string {
    return this.table.file.text.slice(this.table.start(this.index), this.table.end(this.index))
  }

  get value(): string {
    return this.table.value(this.index)
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
