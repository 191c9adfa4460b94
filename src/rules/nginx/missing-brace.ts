import { Lexer, Token } from '../../formats/nginx/lexer.ts'
import type { SourceFile } from '../../text/index.ts'
import { lineEnd } from '../../tree/index.ts'

/** Text to put in where nothing stood. */
export interface Missing {
  readonly offset: number
  readonly text: string
}

/** A block whose `}` has not come yet, by the line its statement begins. */
interface Open {
  /** The blanks before its statement; undefined for one that begins behind another on its line. */
  readonly indent: string | undefined
  /** Start of the line its `{` stands on. */
  readonly line: number
  /** The blanks before its statements, once one begins a line. */
  inner?: string
  /** Behind its last statement, and behind a comment after that. */
  stated?: number
  end: number
}

/**
 * The one `}` that a file lacks, where the indentation shows its place: every line stands as deep as its block asks
 * for, but for one block whose next line stands where the block itself began. Undefined when anything else is uneven.
 */
export function missingBrace(file: SourceFile): Missing | undefined {
  const blocks = new Blocks(file.text)
  return blocks.read(new Lexer(file, [])) ? blocks.missing : undefined
}

class Blocks {
  missing: Missing | undefined
  private readonly text: string
  private readonly stack: Open[] = []
  private top: Open = { indent: undefined, line: -1, end: 0 }
  /** Start and blanks of the current line, and whether the token is the first on it. */
  private line = 0
  private first = true
  private indent = ''
  /** Where the statement that is being read starts, and its blanks. */
  private begun: { readonly at: number; readonly indent: string | undefined } | undefined

  constructor(text: string) {
    this.text = text
  }

  /** False as soon as a line does not stand where it belongs. */
  read(lexer: Lexer): boolean {
    for (let behind = 0, token = lexer.next(); token !== Token.end; behind = lexer.end, token = lexer.next()) {
      this.locate(behind, lexer.start)
      if (token === Token.comment) this.comment(lexer.end)
      else if (!this.take(token, lexer)) return false
    }
    return this.begun === undefined && (this.stack.length === 0 || (this.stack.length === 1 && this.leave()))
  }

  /** Looks at the text behind the last token: blanks only. */
  private locate(behind: number, start: number): void {
    const newline = this.text.slice(behind, start).lastIndexOf('\n')
    this.first = newline !== -1 || behind === 0
    if (newline !== -1) this.line = behind + newline + 1
    if (this.first) this.indent = this.text.slice(this.line, start)
  }

  private take(token: number, lexer: Lexer): boolean {
    if (token === Token.close) return this.begun === undefined && this.close(lexer.end)
    if (!this.begun && !(token === Token.word && this.begin(lexer.start))) return false
    if (token === Token.open) return this.open(lexer)
    if (token === Token.semicolon) {
      this.top.stated = this.top.end = lexer.end
      this.begun = undefined
    }
    return true
  }

  /** As deep as the statements before it; else the block ended one line earlier. */
  private begin(at: number): boolean {
    const { first, indent } = this
    this.begun = { at, indent: first ? indent : undefined }
    if (!first) return true
    if (this.top.inner === undefined && this.isDeeper()) this.top.inner = indent
    return this.top.inner === indent || (this.top.indent === indent && this.leave() && this.top.inner === indent)
  }

  private open(lexer: Lexer): boolean {
    const { at = 0, indent } = this.begun ?? {}
    this.stack.push(this.top)
    this.top = { indent, line: this.line, end: lexer.end }
    this.begun = undefined
    if (!/^\w{1,60}_by_lua_block\b/.test(this.text.slice(at, at + 80))) return true
    return lexer.skipLua() && this.pop(lexer.end)
  }

  private close(end: number): boolean {
    return (this.isEnd() || (this.first && this.leave() && this.isEnd())) && this.pop(end)
  }

  /** The `}` of a block stands below its statement, or on the same line. */
  private isEnd(): boolean {
    const { indent, inner, line } = this.top
    return this.first ? this.indent === indent : inner === undefined && line === this.line
  }

  private pop(end: number): boolean {
    const outer = this.stack.pop()
    if (!outer) return false
    this.top = outer
    this.top.stated = this.top.end = end
    return true
  }

  /** Takes the block for the one that lacks its `}`; not one without a statement, whose lines may stand anywhere. */
  private leave(): boolean {
    const { indent, inner, stated, end } = this.top
    if (this.missing || indent === undefined || stated === undefined) return false
    this.missing =
      inner === undefined ? { offset: stated, text: ' }' } : { offset: end, text: `${lineEnd(this.text)}${indent}}` }
    return this.pop(end)
  }

  /** One that stands deeper than the block belongs to it, as does one behind its last statement. */
  private comment(end: number): void {
    if (!this.first || this.isDeeper()) this.top.end = end
  }

  private isDeeper(): boolean {
    const { indent: outer = '' } = this.top
    return this.stack.length === 0 || (this.indent.length > outer.length && this.indent.startsWith(outer))
  }
}
