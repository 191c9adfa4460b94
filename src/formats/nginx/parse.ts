import type { SourceFile, Span } from '../../text/index.ts'
import type { Directive, Node, Problem, Tree } from '../../tree/index.ts'
import { Lexer, Token } from './lexer.ts'
import { syntaxProblem } from './problems.ts'
import { NginxBlock, NginxComment, NginxDirective } from './syntax.ts'
import type { Turns } from './turns.ts'
import { WordTable } from './words.ts'

export interface NginxTree extends Tree {
  /** Statements the daemon follows: `include` with one argument, in file order. */
  readonly includes: readonly Directive[]
  /** A template some of whose text goes nobody knows where, such as the body of a macro. */
  readonly odd?: true
  /** Of a template as a choice makes it. */
  readonly turns?: Turns | undefined
  /** Of a template as a choice makes it: lines that it leaves out and that may say where a server listens, in order. */
  readonly withheld?: readonly Span[]
}

export interface ParseOptions {
  /**
   * `known` (default): `*_by_lua_block` holds Lua code, and map{}, types{} … take no blocks. `plain`: every block holds
   * statements like any other, as the daemon's scanner sees a text by itself.
   */
  readonly bodies?: 'known' | 'plain'
  /** Scanned in place of the file's text, character by character; words are still read from the file. */
  readonly masked?: string
}

/** Blocks whose statements go to a handler of their own, which takes no blocks. */
const dataBlocks = new Set(['types', 'map', 'geo', 'split_clients', 'charset_map'])

/** The syntax tree of one file. The first problem is the one the daemon would print; parsing goes on behind it. */
export function parse(file: SourceFile, options: ParseOptions = {}): NginxTree {
  return new Parser(file, options).run()
}

/** A block that is being filled. Without `directive`: a `{` that no word precedes; its statements go to the outer one. */
interface Frame {
  readonly directive: NginxDirective | undefined
  readonly nodes: Node[]
  readonly block: NginxBlock | undefined
}

class Parser {
  private readonly file: SourceFile
  private readonly known: boolean
  private readonly problems: Problem[] = []
  private readonly includes: Directive[] = []
  private readonly lexer: Lexer
  private readonly table: WordTable
  private readonly stack: Frame[] = []
  private frame: Frame = { directive: undefined, nodes: [], block: undefined }
  private first = 0
  private count = 0

  constructor(file: SourceFile, { bodies, masked }: ParseOptions) {
    this.file = file
    this.known = bodies !== 'plain'
    this.lexer = new Lexer(file, this.problems, masked)
    this.table = new WordTable(file)
  }

  run(): NginxTree {
    const root = this.frame
    while (this.step());
    this.table.seal()
    return { file: this.file, format: 'nginx', nodes: root.nodes, problems: this.problems, includes: this.includes }
  }

  private step(): boolean {
    const { lexer } = this
    switch (lexer.next()) {
      case Token.word:
        this.word()
        return true
      case Token.comment:
        this.comment()
        return true
      case Token.semicolon:
        if (this.count === 0) lexer.unexpected(lexer.start)
        else this.statement(lexer.end)
        return true
      case Token.open:
        this.open()
        return true
      case Token.close:
        this.close()
        return true
    }
    this.finish()
    return false
  }

  private comment(): void {
    const { nodes, block } = this.frame
    nodes.push(new NginxComment(this.file, this.lexer.start, this.lexer.end))
    if (block) block.plain = false
  }

  private word(): void {
    const { start, end } = this.lexer
    if (this.count === 0) this.first = this.table.pushName(start, end)
    else this.table.push(start, end)
    this.count++
  }

  private statement(end: number): NginxDirective {
    const { block, nodes } = this.frame
    const directive = new NginxDirective(this.table, this.first, this.count, this.frame.directive)
    directive.end = end
    nodes.push(directive)
    if (block) block.shape = block.shape?.with(directive.text)
    if (directive.text === 'include') this.include(directive, block)
    this.count = 0
    return directive
  }

  private include(directive: NginxDirective, block: NginxBlock | undefined): void {
    if (block) {
      block.plain = false
      block.shape = undefined
    }
    if (this.count === 2 && this.follows()) this.includes.push(directive)
  }

  /** Some tables take `include` for an entry of theirs. */
  private follows(): boolean {
    const outer = this.frame.directive?.text
    return outer !== 'split_clients' && outer !== 'charset_map'
  }

  private open(): void {
    const { lexer } = this
    if (this.count === 0 || (this.known && dataBlocks.has(this.frame.directive?.text ?? '')))
      lexer.unexpected(lexer.start)
    this.stack.push(this.frame)
    if (this.count === 0) {
      this.frame = { ...this.frame }
      return
    }
    const directive = this.statement(lexer.end)
    if (this.frame.block) this.frame.block.nested = true
    const block = new NginxBlock(lexer.start, [])
    directive.block = block
    this.frame = { directive, nodes: block.nodes, block }
    if (this.known && directive.text.endsWith('_by_lua_block')) this.luaBody(block)
  }

  private luaBody(block: NginxBlock): void {
    const start = this.lexer.end
    const closed = this.lexer.skipLua()
    block.body = { start, end: closed ? this.lexer.end - 1 : this.lexer.end }
    if (!closed) this.problemAtEnd('unexpected-end-in-lua')
    this.leave(this.lexer.end)
  }

  private close(): void {
    const { lexer } = this
    const outermost = this.stack.length === 0
    if (this.count > 0 || outermost) lexer.unexpected(lexer.start)
    if (this.count > 0) this.statement(this.table.end(this.first + this.count - 1))
    if (!outermost) this.leave(lexer.end)
  }

  /** Closes the innermost block. */
  private leave(end: number): void {
    const { directive, nodes } = this.frame
    this.frame = this.stack.pop() as Frame
    if (directive?.block?.nodes !== nodes) return
    directive.end = end
    directive.block.end = end
    // The copy has no room for more.
    if (this.frame.nodes !== nodes) directive.block.nodes = nodes.slice()
  }

  private finish(): void {
    if (this.count > 0) {
      this.problemAtEnd('unexpected-end-in-statement')
      this.statement(this.table.end(this.first + this.count - 1))
    } else if (this.stack.length > 0) this.problemAtEnd('unexpected-end-in-block')
    while (this.stack.length > 0) this.leave(this.file.text.length)
  }

  private problemAtEnd(
    code: 'unexpected-end-in-statement' | 'unexpected-end-in-block' | 'unexpected-end-in-lua',
  ): void {
    const end = this.file.text.length
    this.problems.push(syntaxProblem(this.file, { start: end, end }, code))
  }
}
