import {
  hasMarks,
  isInk,
  isTemplateFile,
  type LineTemplate,
  ownText,
  readLines,
  restored,
  type SourceFile,
  type Span,
} from '../../text/index.ts'
import {
  type Block,
  type Directive,
  isDirective,
  type Node,
  type Problem,
  type Tree,
  type Word,
} from '../../tree/index.ts'
import { isBlank, lexLine } from './lexer.ts'
import { problem } from './messages.ts'

/** A line of a file must be shorter than this, its LF included; bytes. */
const lineLimit = 256
/** Bodies of inline blocks are read in pieces of this many bytes; each piece is looked at for the end tag. */
const bodyPiece = 255

interface Reader {
  readonly file: SourceFile
  /** Of a template the masked text. */
  readonly text: string
  readonly template?: LineTemplate | undefined
  /** Lines of which nobody knows what they say. */
  readonly gaps: Span[]
  readonly end: number
  at: number
  readonly problems: Problem[]
  readonly parent?: Directive
}

/** Parses one file. Never throws; linear. A line that cannot be read gives a problem and no directive. */
export function parse(file: SourceFile): Tree {
  if (isTemplateFile(file.path)) return read(file, readLines(file, true))
  const plain = read(file, undefined)
  return looksOpen(plain) ? read(file, readLines(file, true)) : plain
}

/** No option, value or key has such signs; comments may. */
const tag = /\{\{|\{%|<%/
const isOpen = (text: string): boolean => tag.test(text) || hasMarks(text)

const looksOpen = ({ file, nodes, problems }: Tree): boolean =>
  isOpen(ownText(file)) &&
  [...nodes.filter(isDirective), ...problems].some(({ span }) => isOpen(file.text.slice(span.start, span.end)))

function read(file: SourceFile, template: LineTemplate | undefined): Tree {
  const problems: Problem[] = []
  const start = file.part?.start ?? 0
  const mark = file.encoding === 'latin1' ? '\xef\xbb\xbf' : '\ufeff'
  const at = start + (file.text.startsWith(mark, start) ? mark.length : 0)
  const text = template?.masked ?? file.text
  const gaps: Span[] = [...(template?.includes ?? [])]
  const nodes = readNodes({ file, text, template, gaps, end: text.length, at, problems })
  if (!template) return { file, format: 'openvpn', nodes, problems }
  const { placeholders, conditions, controls } = template
  return { file, format: 'openvpn', nodes, problems, placeholders, gaps, conditions, controls }
}

function readNodes(reader: Reader): Node[] {
  const nodes: Node[] = []
  while (reader.at < reader.end) {
    const start = reader.at
    const found = reader.text.indexOf('\n', start)
    const end = found === -1 || found > reader.end ? reader.end : found
    reader.at = Math.min(end + 1, reader.end)
    readLine(reader, { start, end }, nodes)
  }
  return nodes
}

function readLine(reader: Reader, line: Span, nodes: Node[]): void {
  const { file, text } = reader
  if (!reader.parent && tooLong(reader, line)) {
    reader.problems.push(problem('line-too-long', { file, span: line }))
    return
  }
  const { words, comment, error } = lexLine(text, line.start, line.end)
  if (error) reader.problems.push(problem(error.code, { file, span: { start: error.at, end: line.end } }))
  else if (words[0] && isInk(words[0].value)) reader.gaps.push(line)
  else if (words[0]) nodes.push(directive(reader, words[0], words.slice(1)))
  if (comment) nodes.push({ kind: 'comment', file, span: comment })
}

/** Bytes up to a NUL count, as strlen does. */
function tooLong({ file, text, template }: Reader, { start, end }: Span): boolean {
  const whole = end - start + (text[end] === '\n' ? 1 : 0)
  if (whole * 3 < lineLimit) return false
  const line = template ? text.slice(start, end).trim() : text.slice(start, end)
  if (isInk(line)) return false
  const nul = line.indexOf('\0')
  if (nul !== -1) return false
  return byteLength(line, file.encoding) + whole - (end - start) >= lineLimit
}

function byteLength(text: string, encoding: SourceFile['encoding']): number {
  if (encoding === 'latin1') return text.length
  let bytes = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return bytes
}

/** A leading `--` is no part of the name when anything else is left. */
function nameWord(word: Word): Word {
  return word.value.length >= 3 && word.value.startsWith('--') ? { ...word, value: word.value.slice(2) } : word
}

function directive(reader: Reader, first: Word, args: readonly Word[]): Directive {
  const { file } = reader
  const parent = reader.parent ? { parent: reader.parent } : {}
  const name = nameWord(first)
  if (args.length === 0 && name.value.startsWith('<') && name.value.endsWith('>'))
    return inlineBlock(reader, { ...name, value: name.value.slice(1, -1) })
  const span = { start: name.span.start, end: (args.at(-1) ?? name).span.end }
  if (!reader.template || !args.some(({ raw }) => isInk(raw)))
    return { kind: 'directive', file, span, name, args, ...parent }
  return { kind: 'directive', file, span, name, args: args.map(word => withTags(word, file)), ...parent, open: true }
}

/** The word as it stands in the file. */
function withTags(word: Word, { text }: SourceFile): Word {
  if (!isInk(word.raw)) return word
  const raw = text.slice(word.span.start, word.span.end)
  return { ...word, raw, value: restored(word.value, word.raw, raw), ink: word.value }
}

/** Made in two steps, because the options of a `<connection>` point back to their block. */
function inlineBlock(reader: Reader, name: Word): Directive {
  const { file } = reader
  const body = readBody(reader, name)
  const whole = { start: name.span.start, end: body.close }
  const block: Block = { span: whole, nodes: [], body: body.span }
  const made: Directive = {
    kind: 'directive',
    file,
    span: whole,
    name,
    args: [],
    block,
    ...(reader.template && isInk(reader.text.slice(body.span.start, body.span.end)) && { open: true as const }),
    ...(reader.parent ? { parent: reader.parent } : {}),
  }
  if (name.value !== 'connection') return made
  const inside = { ...reader, at: body.span.start, end: body.span.end, parent: made }
  const opened: { -readonly [K in keyof Block]: Block[K] } = block
  opened.nodes = readNodes(inside)
  return made
}

/** Up to the first line that starts with the end tag; anything may follow the tag on that line and is lost. */
function readBody(reader: Reader, name: Word): { span: Span; close: number } {
  const { file, text } = reader
  const tag = `</${name.value}>`
  const start = reader.at
  for (let at = start; at < reader.end; ) {
    const piece = nextPiece(reader, at)
    const first = skipBlanks(text, at, piece)
    if (first + tag.length <= piece && text.startsWith(tag, first)) {
      const close = first + tag.length
      reader.at = piece
      return { span: { start, end: at }, close }
    }
    at = piece
  }
  reader.problems.push(problem('inline-unterminated', { file, span: name.span }, { name: name.value }))
  reader.at = reader.end
  return { span: { start, end: reader.end }, close: reader.end }
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start
  while (at < end && isBlank(text.charCodeAt(at))) at++
  return at
}

/** The end of the line, its LF included, or of 255 bytes when it is longer. */
function nextPiece({ text, end, file }: Reader, at: number): number {
  const found = text.indexOf('\n', at)
  const lineEnd = found === -1 || found >= end ? end : found + 1
  if (lineEnd - at <= bodyPiece / 3) return lineEnd
  let bytes = 0
  for (let to = at; to < lineEnd; to++) {
    bytes += byteLength(text[to] as string, file.encoding)
    if (bytes > bodyPiece) return to
  }
  return lineEnd
}
