import { type Edit, ownText, type SourceFile, type Span } from '../text/index.ts'
import type { Block, Directive, Node, Word } from './tree.ts'

/** The line end the file uses: that of its first line, LF when it has none. */
export function lineEnd(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n')
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** The blanks before the first character of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? ''
}

/** One level deeper than `outer`: what the block's first child uses, else a tab or four blanks like `outer`. */
function indentInside(file: SourceFile, block: Block, outer: string): string {
  for (const node of block.nodes) {
    const start = lineStart(file.text, node.span.start)
    if (start > block.span.start) return indentAt(file.text, node.span.start)
  }
  return outer + (outer.includes('\t') ? '\t' : usesTabs(file) ? '\t' : '    ')
}

const tabs = new WeakMap<SourceFile, boolean>()

/** Does a line of the file begin with a tab? Asked once: a long file gets many edits. */
export function usesTabs(file: SourceFile): boolean {
  const uses = tabs.get(file) ?? /^\t/m.test(ownText(file))
  tabs.set(file, uses)
  return uses
}

/** Every line of `lines` with the given indentation; a line's own leading blanks are kept behind it. */
function indented(lines: readonly string[], indent: string, end: string): string {
  return lines.map(line => (line === '' ? '' : indent + line)).join(end)
}

export const replaceWord = (file: SourceFile, word: Word, raw: string): Edit => ({
  path: file.path,
  span: word.span,
  text: raw,
})

/** Replaces everything from the first to the last argument by `raw`, or inserts it behind the name. */
export function replaceArguments(directive: Directive, raw: string): Edit {
  const first = directive.args[0]
  const last = directive.args.at(-1)
  const path = directive.file.path
  if (!first || !last)
    return { path, span: { start: directive.name.span.end, end: directive.name.span.end }, text: ` ${raw}` }
  return { path, span: { start: first.span.start, end: last.span.end }, text: raw }
}

/** Replaces the whole statement by lines at its own indentation. */
export function replaceDirective(directive: Directive, lines: readonly string[]): Edit {
  const { file, span } = directive
  const text = indented(lines, indentAt(file.text, span.start), lineEnd(file.text))
  return { path: file.path, span, text: text.trimStart() }
}

/** Removes the statement or comment; its whole line(s) when nothing else stands there. */
export function deleteDirective(directive: Node): Edit {
  const { text, path } = { text: directive.file.text, path: directive.file.path }
  const span = wholeLines(text, directive.span)
  return { path, span, text: '' }
}

function wholeLines(text: string, span: Span): Span {
  const start = lineStart(text, span.start)
  if (text.slice(start, span.start).trim() !== '') return span
  const next = text.indexOf('\n', span.end)
  const end = next === -1 ? text.length : next + 1
  return text.slice(span.end, end).trim() === '' ? { start, end } : span
}

/** Statements that can stand on a line with others: no blocks, no comments. */
const simple = (lines: readonly string[]): boolean => lines.every(line => /^[^\s#{}][^\n]*;$/.test(line))

/** Does something stand before it on its line? */
const isBehind = (text: string, start: number): boolean => text.slice(lineStart(text, start), start).trim() !== ''

/** Something stands before it on its line, and something else than a comment behind it. */
function isInline(text: string, { start, end }: Span): boolean {
  if (!isBehind(text, start)) return false
  const next = text.indexOf('\n', end)
  return /^[ \t]*[^\s#]/.test(text.slice(end, next === -1 ? text.length : next))
}

/**
 * Inserts lines on their own before a node, at its indentation. Where something stands before it on its line,
 * `location / { allow all; }`, simple statements join it there.
 */
export function insertBefore(node: Node, lines: readonly string[]): Edit {
  const { file, span } = node
  if (isBehind(file.text, span.start) && simple(lines))
    return {
      path: file.path,
      span: { start: span.start, end: span.start },
      text: lines.map(line => `${line} `).join(''),
    }
  const indent = indentAt(file.text, span.start)
  const end = lineEnd(file.text)
  const text = indented(lines, indent, end).slice(indent.length) + end + indent
  return { path: file.path, span: { start: span.start, end: span.start }, text }
}

/**
 * Inserts lines on their own behind a node (behind a comment that ends its line), at its indentation. Where others stand
 * on the node's line as well, `location / { expires 1h; }`, simple statements join them.
 */
export function insertAfter(node: Node, lines: readonly string[]): Edit {
  const { file, span } = node
  const end = lineEnd(file.text)
  if (isInline(file.text, span) && simple(lines))
    return { path: file.path, span: { start: span.end, end: span.end }, text: lines.map(line => ` ${line}`).join('') }
  const rest = /^[ \t]*(?:#[^\n]*?)?(?=\r?\n|$)/.exec(file.text.slice(span.end))
  const at = span.end + (rest ? rest[0].length : 0)
  return {
    path: file.path,
    span: { start: at, end: at },
    text: end + indented(lines, indentAt(file.text, span.start), end),
  }
}

/** `{ return 204; }`: a block with statements on one line. */
const onOneLine = (file: SourceFile, { nodes, span }: Block): boolean =>
  nodes.length > 0 && !file.text.slice(span.start, span.end).includes('\n')

/** Inserts lines as the first statements of a block; simple ones stay on its line when it has but one. */
export function insertFirst(file: SourceFile, block: Block, lines: readonly string[]): Edit {
  const [first] = block.nodes
  if (first && onOneLine(file, block) && simple(lines)) return insertBefore(first, lines)
  const end = lineEnd(file.text)
  const outer = indentAt(file.text, block.span.start)
  const at = block.span.start + 1
  const tail = /^[ \t]*\r?\n/.test(file.text.slice(at, at + 200)) ? '' : end + outer
  return {
    path: file.path,
    span: { start: at, end: at },
    text: end + indented(lines, indentInside(file, block, outer), end) + tail,
  }
}

/** Inserts lines as the last statements of a block, before its closing brace; simple ones stay on its line likewise. */
export function insertLast(file: SourceFile, block: Block, lines: readonly string[]): Edit {
  const last = block.nodes.at(-1)
  if (last && onOneLine(file, block) && simple(lines)) return insertAfter(last, lines)
  const end = lineEnd(file.text)
  const close = block.span.end - 1
  const outer = indentAt(file.text, block.span.start)
  const inner = indentInside(file, block, outer)
  const start = lineStart(file.text, close)
  const ownLine = start > block.span.start && file.text.slice(start, close).trim() === ''
  const body = indented(lines, inner, end) + end
  return ownLine
    ? { path: file.path, span: { start, end: start }, text: body }
    : { path: file.path, span: { start: close, end: close }, text: end + body + outer }
}

/** Adds lines at the end of a file, with a line end before them when the last line has none. */
export function append(file: SourceFile, lines: readonly string[]): Edit {
  const end = lineEnd(file.text)
  const at = file.text.length
  const lead = at === 0 || file.text.endsWith('\n') ? '' : end
  return { path: file.path, span: { start: at, end: at }, text: lead + lines.join(end) + end }
}
