import {
  isAllInk,
  isInk,
  isTemplatePlace,
  type LineTemplate,
  readLines,
  type SourceFile,
  type Span,
} from '../../text/index.ts'
import type { Comment, Directive, Node, Problem, Tree, Word } from '../../tree/index.ts'
import type { Statement } from './model.ts'
import { readByProcps, readBySystemd } from './reading.ts'

const parsed = new WeakMap<SourceFile, { tree: Tree; statements: readonly Statement[] }>()

/** Lines end where systemd ends them: LF, CR, NUL. Comments, statements, and a problem per line that is neither. */
export function parse(file: SourceFile): Tree {
  return take(file).tree
}

/** The statements of a file with what both appliers make of them. */
export const statementsOf = (file: SourceFile): readonly Statement[] => take(file).statements

function take(file: SourceFile): { tree: Tree; statements: readonly Statement[] } {
  const known = parsed.get(file)
  if (known) return known
  const template = mayBeTemplate(file) ? readLines(file) : undefined
  const text = template?.masked ?? file.text
  const nodes: Node[] = []
  const problems: Problem[] = []
  const statements: Statement[] = []
  const gaps: Span[] = [...(template?.includes ?? [])]
  for (const line of lines(text, file.part?.start)) {
    const node = nodeOf(file, text, line)
    if (!node) continue
    if (template && node.kind === 'directive' && isGap(node)) {
      gaps.push(node.span)
      continue
    }
    nodes.push(node)
    if (node.kind === 'comment') continue
    const statement = read(node, line)
    statements.push(statement)
    if (statement.systemd.kind === 'lost' && statement.systemd.because === 'form') problems.push(notAssignment(node))
  }
  const made = { tree: { file, format: 'sysctl' as const, nodes, problems, ...open(template, gaps) }, statements }
  parsed.set(file, made)
  return made
}

/** A manifest may be part of a chart, whatever it is called. */
const mayBeTemplate = ({ path, part }: SourceFile): boolean => isTemplatePlace(path) || part !== undefined

/** Of a template: a line whose key another program puts in, or all of it. */
const isGap = ({ name, args }: Directive): boolean =>
  isAllInk((name.ink ?? '').replace(/^-/, '')) || (args.length === 0 && name.ink !== undefined)

const open = (template: LineTemplate | undefined, gaps: readonly Span[]): Partial<Tree> | undefined =>
  template && {
    placeholders: template.placeholders,
    conditions: template.conditions,
    controls: template.controls,
    gaps,
  }

interface Line extends Span {
  /** What procps reads from here on: up to the LF; undefined when its line began earlier. */
  readonly procps: Span | undefined
}

function* lines(text: string, from = 0): Generator<Line> {
  for (let start = from; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const end = feed === -1 ? text.length : feed
    yield* parts(text, { start, end })
    start = end + 1
  }
}

/** A CR before the LF is a blank; any other, and NUL, ends a line for systemd only. */
function* parts(text: string, whole: Span): Generator<Line> {
  let start = whole.start
  for (let at = start; at < whole.end; at++) {
    const character = text[at]
    if (character !== '\r' && character !== '\0') continue
    yield { start, end: at, procps: start === whole.start ? untilNul(text, whole) : undefined }
    start = at + 1
  }
  if (start <= whole.end) yield { start, end: whole.end, procps: start === whole.start ? whole : undefined }
}

function untilNul(text: string, whole: Span): Span {
  const at = text.slice(whole.start, whole.end).indexOf('\0')
  return at === -1 ? whole : { start: whole.start, end: whole.start + at }
}

const blank = /[ \t\r]/

function nodeOf(file: SourceFile, text: string, line: Span): Node | undefined {
  const span = trim(text, line)
  if (span.start >= span.end) return undefined
  const first = text[span.start]
  if (first === '#' || first === ';') return { kind: 'comment', file, span } satisfies Comment
  return directive(file, text, span)
}

/** Of a template `text` is the masked one. */
function directive(file: SourceFile, text: string, span: Span): Directive {
  const open = text !== file.text && isInk(text.slice(span.start, span.end)) ? { open: true as const } : {}
  const word = (own: Span): Word => wordAt(file, text, own)
  const offset = text.slice(span.start, span.end).indexOf('=')
  if (offset === -1) return { kind: 'directive', file, span, name: word(span), args: [], ...open }
  const equals = span.start + offset
  const name = word(trim(text, { start: span.start, end: equals }))
  const value = word(trim(text, { start: equals + 1, end: span.end }))
  return { kind: 'directive', file, span, name, args: [value], ...open }
}

function trim(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end]
  while (from < to && blank.test(text[from] as string)) from++
  while (to > from && blank.test(text[to - 1] as string)) to--
  return { start: from, end: to }
}

function wordAt(file: SourceFile, text: string, span: Span): Word {
  const raw = file.text.slice(span.start, span.end)
  if (text === file.text) return { span, raw, value: raw }
  const ink = text.slice(span.start, span.end)
  return isInk(ink) ? { span, raw, value: raw, ink } : { span, raw, value: raw }
}

function read(node: Directive, line: Line): Statement {
  const { text } = node.file
  // What a template puts into a line has no line end and no sign of its own.
  if (node.open) return readOpen(node)
  const systemd = readBySystemd(text.slice(node.span.start, node.span.end))
  if (!line.procps) return { directive: node, systemd, procps: { kind: 'lost', because: 'broken-line' } }
  return { directive: node, systemd, procps: readByProcps(text.slice(line.procps.start, line.procps.end)) }
}

/** The statement as its words say it. */
export function readOpen(node: Directive): Statement {
  const line = `${node.name.value} = ${node.args[0]?.value ?? ''}`.replace(/[\n\0]/g, ' ')
  return { directive: node, systemd: readBySystemd(line), procps: readByProcps(line) }
}

const notAssignment = (node: Directive): Problem => ({
  file: node.file,
  span: node.span,
  code: 'not-an-assignment',
  message: {
    en: `Line is not an assignment, ignoring: ${node.name.raw.slice(0, 80)}`,
    zh: `该行不是赋值语句，已被忽略：${node.name.raw.slice(0, 80)}`,
  },
})
