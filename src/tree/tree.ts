import type { Localized } from '../message/index.ts'
import type { Condition, SourceFile, Span } from '../text/index.ts'

export type FormatId = 'nginx' | 'openvpn' | 'sysctl'

/** One word of a directive. */
export interface Word {
  readonly span: Span
  /** As it stands in the file, quotes and escapes included. */
  readonly raw: string
  /** What the daemon sees. */
  readonly value: string
  /** Of a template: the value with a sign of its own (`isInk`) wherever a value is put in. */
  readonly ink?: string
}

/**
 * One statement: `name args;` or `name args { … }` (nginx), an option line or `<inline>` (OpenVPN),
 * `key = value` (sysctl: name is the key as written with its leading `-`, args the value).
 */
export interface Directive {
  readonly kind: 'directive'
  readonly file: SourceFile
  /** From the first character of the name to behind `;` or `}`; for line formats to the end of the statement's text. */
  readonly span: Span
  readonly name: Word
  readonly args: readonly Word[]
  readonly block?: Block | undefined
  readonly parent?: Directive | undefined
  /** From the name to the end of the last argument, where the format knows it without making Words. */
  readonly head?: Span
  /** Another program still puts a value into it. */
  readonly open?: true
}

export interface Block {
  /** From the opening to behind the closing delimiter (`{ … }`, `<ca> … </ca>`). */
  readonly span: Span
  readonly nodes: readonly Node[]
  /** Set when the body is opaque (Lua code, key material): its span, without the delimiters. */
  readonly body?: Span
}

export interface Comment {
  readonly kind: 'comment'
  readonly file: SourceFile
  /** The comment character included, the line end excluded. */
  readonly span: Span
}

export type Node = Directive | Comment

/** Something a parser or resolver could not accept, located. Never thrown. */
export interface Problem {
  readonly file: SourceFile
  readonly span: Span
  /** Stable id such as `unexpected-character`. */
  readonly code: string
  /** `en` is the daemon's own wording where it has one. */
  readonly message: Localized
  /** false: the daemon would refuse because of it. true: it only warns. */
  readonly warning?: boolean
  /** The line the daemon names when it is not that of `span`; null when it names none. */
  readonly line?: number | null
}

/** The syntax tree of one file. */
export interface Tree {
  readonly file: SourceFile
  readonly format: FormatId
  readonly nodes: readonly Node[]
  readonly problems: readonly Problem[]
  /** Set when the file is a template: where another program still puts values in. */
  readonly placeholders?: readonly Span[]
  /** Where a template puts whole statements in, or may. */
  readonly gaps?: readonly Span[]
  /** Of a template: its conditions and loops, inner ones first. */
  readonly conditions?: readonly Condition[]
  /** Of a template as one choice among its branches makes it: what that leaves out, in order. */
  readonly left?: readonly Span[]
  /** Of a template in which a statement is a line: tags that no value comes out of. */
  readonly controls?: readonly Span[]
}

/** What is effective, where it was written, and which other lines it hides. */
export interface Setting<T> {
  readonly value: T
  readonly origin: Directive | 'default'
  readonly shadowed: readonly Directive[]
}

export const isDirective = (node: Node): node is Directive => node.kind === 'directive'

/** All directives below `nodes`, depth first, in file order. Iterative: nesting may be 10,000 deep. */
export function* walk(nodes: readonly Node[]): Generator<Directive> {
  const stack: Node[] = nodes.toReversed()
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind !== 'directive') continue
    yield node
    const below = node.block?.nodes
    if (below) for (let at = below.length - 1; at >= 0; at--) stack.push(below[at] as Node)
  }
}

/** First directive of that name directly in `nodes`. */
export const find = (nodes: readonly Node[], name: string): Directive | undefined =>
  nodes.find((node): node is Directive => node.kind === 'directive' && node.name.value === name)

export const argument = (directive: Directive, index: number): string | undefined => directive.args[index]?.value
