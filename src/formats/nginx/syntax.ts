import type { SourceFile, Span } from '../../text/index.ts'
import type { Block, Comment, Directive, Node, Word } from '../../tree/index.ts'
import { emptyShape, type Shape } from './shape.ts'
import type { WordTable } from './words.ts'

export class NginxDirective implements Directive {
  readonly table: WordTable
  readonly parent: Directive | undefined
  readonly text: string
  private readonly first: number
  private readonly count: number
  private nameWord: Word | undefined
  private words: readonly Word[] | undefined
  end: number
  block: NginxBlock | undefined

  constructor(table: WordTable, first: number, count: number, parent: Directive | undefined) {
    this.table = table
    this.first = first
    this.count = count
    this.text = table.value(first)
    this.nameWord = undefined
    this.words = undefined
    this.end = 0
    this.parent = parent
    this.block = undefined
  }

  get kind(): 'directive' {
    return 'directive'
  }

  get file(): SourceFile {
    return this.table.file
  }

  get span(): Span {
    return { start: this.table.start(this.first), end: this.end }
  }

  get head(): Span {
    return { start: this.table.start(this.first), end: this.table.end(this.first + this.count - 1) }
  }

  get name(): Word {
    this.nameWord ??= this.table.word(this.first)
    return this.nameWord
  }

  /** Number of arguments, without making Word objects of them. */
  get length(): number {
    return this.count - 1
  }

  /** The same in lower case. */
  lowerAt(at: number): string {
    return this.table.lower(this.first + 1 + at)
  }

  /** Value of an argument that exists, without a Word object. */
  valueAt(at: number): string {
    return this.table.value(this.first + 1 + at)
  }

  /** All arguments as they are written, with what stands between them. */
  get written(): string {
    if (this.count < 2) return ''
    return this.file.text.slice(this.table.start(this.first + 1), this.table.end(this.first + this.count - 1))
  }

  /** The name and all arguments as they are written, with one blank between them. */
  get line(): string {
    const { table, first, count } = this
    const last = first + count - 1
    for (let at = first; at < last; at++) if (!table.isBeside(at)) return [this.text, ...this.raws.slice(1)].join(' ')
    return count < 2 ? this.text : `${this.text} ${this.written}`
  }

  /** Each word as it is written, the name first. */
  get raws(): readonly string[] {
    const { text } = this.file
    const found: string[] = []
    for (let at = this.first; at < this.first + this.count; at++)
      found.push(text.slice(this.table.start(at), this.table.end(at)))
    return found
  }

  get args(): readonly Word[] {
    this.words ??= this.makeWords()
    return this.words
  }

  private makeWords(): readonly Word[] {
    const words = new Array<Word>(this.length)
    for (let at = 0; at < words.length; at++) words[at] = this.table.word(this.first + 1 + at)
    return words
  }
}

export class NginxBlock implements Block {
  readonly start: number
  end: number
  nodes: Node[]
  body?: Span
  /** Every node is a statement that stands for itself: no comment, no `include`. */
  plain: boolean
  /** A statement has a block of its own. */
  nested: boolean
  /** Of the statements alone, where none is an `include`. */
  shape: Shape | undefined

  constructor(start: number, nodes: Node[]) {
    this.start = start
    this.end = start
    this.nodes = nodes
    this.plain = true
    this.nested = false
    this.shape = emptyShape()
  }

  get span(): Span {
    return { start: this.start, end: this.end }
  }
}

export class NginxComment implements Comment {
  readonly file: SourceFile
  private readonly start: number
  private readonly end: number

  constructor(file: SourceFile, start: number, end: number) {
    this.file = file
    this.start = start
    this.end = end
  }

  get kind(): 'comment' {
    return 'comment'
  }

  get span(): Span {
    return { start: this.start, end: this.end }
  }
}

/** Number of arguments, without making Word objects of them. */
export const countOf = (directive: Directive): number =>
  directive instanceof NginxDirective ? directive.length : directive.args.length

/** Value of an argument, empty when there is none; without making a Word object of it. */
export function argumentAt(directive: Directive, at: number): string {
  if (!(directive instanceof NginxDirective)) return directive.args[at]?.value ?? ''
  return at >= 0 && at < directive.length ? directive.valueAt(at) : ''
}

/** The same in lower case. */
export function lowerAt(directive: Directive, at: number): string {
  if (!(directive instanceof NginxDirective)) return argumentAt(directive, at).toLowerCase()
  return at >= 0 && at < directive.length ? directive.lowerAt(at) : ''
}

/** Values of all arguments, without making Word objects of them: a large host has a million. */
export function valuesOf(directive: Directive): readonly string[] {
  const values = new Array<string>(countOf(directive))
  for (let at = 0; at < values.length; at++) values[at] = argumentAt(directive, at)
  return values
}

/** The name of a directive without making a Word object of it. */
export const nameOf = (directive: Directive): string =>
  directive instanceof NginxDirective ? directive.text : directive.name.value
