import { lineEndAt, nextLine } from './lines.ts'
import type { Place, Scalar } from './scalar.ts'
import { Tiles } from './tiles.ts'

const header = /^([|>])(?:([1-9])([+-]?)|([+-])([1-9]?))?[ \t]*(?:#.*)?$/

interface Line {
  readonly start: number
  /** Of its first character that is no space; `end` when there is none. */
  readonly text: number
  readonly end: number
  readonly next: number
}

function lineAt(source: string, start: number): Line {
  const end = lineEndAt(source, start)
  let text = start
  while (text < end && source[text] === ' ') text++
  return { start, text, end, next: nextLine(source, end) }
}

interface Body {
  readonly lines: readonly Line[]
  readonly indent: number
  readonly end: number
}

/**
 * The lines of a block. Those of a template's control tags, which stand anywhere, are part of it when it goes on
 * behind them.
 */
function bodyAt(source: string, { at: from, column }: Place, stated: number): Body {
  const lines: Line[] = []
  let indent = stated === 0 ? 0 : column + stated
  let count = 0
  let end = from
  for (let at = from; at < source.length; ) {
    const line = lineAt(source, at)
    const width = line.text - line.start
    const empty = line.text === line.end
    const tag = source.startsWith('{{', line.text) && width < Math.max(indent, column + 1)
    if (!empty && !tag) {
      if (width < indent || width <= column) break
      if (indent === 0) indent = width
    }
    lines.push(line)
    if (!tag) {
      count = lines.length
      end = line.next
    }
    at = line.next
  }
  return { lines: lines.slice(0, count), indent, end }
}

/** The block scalar whose header stands at `at`; undefined when that is none. */
export function readBlock(source: string, { at: start, column }: Place): Scalar | undefined {
  const top = lineEndAt(source, start)
  const found = header.exec(source.slice(start, top))
  if (!found) return undefined
  const [, sign, digit, after, before, later] = found
  const from = nextLine(source, top)
  const body = bodyAt(source, { at: from, column }, Number(digit || later || 0))
  const kept = body.lines.findLastIndex(line => line.text < line.end) + 1
  const text: Text = { source, indent: body.indent, tiles: new Tiles() }
  const lines = body.lines.slice(0, kept)
  if (sign === '>') folded(text, lines)
  else literal(text, lines)
  const end = chomped(text, { last: lines.at(-1), from, rest: body.lines.slice(kept) }, after || before || '')
  const style = sign === '>' ? 'folded' : 'literal'
  const { indent } = body
  return { style, value: text.tiles.value(end), start, end: body.end, column, indent, folds: sign === '>' }
}

interface Text {
  readonly source: string
  readonly indent: number
  readonly tiles: Tiles
}

/** Where the text of a line begins: behind the indentation of the block. */
const begins = ({ indent }: Text, { start, text }: Line): number => Math.min(start + indent, text)

function pushLine(text: Text, line: Line): void {
  const from = begins(text, line)
  text.tiles.push(text.source.slice(from, line.end), from)
}

function literal(text: Text, lines: readonly Line[]): void {
  for (const [nth, line] of lines.entries()) {
    const before = lines[nth - 1]
    if (before) text.tiles.push('\n', before.end)
    pushLine(text, line)
  }
}

/** Between lines of one depth a line end is a blank; beside deeper ones all stay. */
function folded(text: Text, lines: readonly Line[]): void {
  let breaks: number[] = []
  let wasDeeper: boolean | undefined
  for (const line of lines) {
    if (line.text < line.end) {
      const deeper = begins(text, line) < line.text || text.source[line.text] === '\t'
      join(text, breaks, deeper || wasDeeper !== false)
      wasDeeper = deeper
      breaks = []
    }
    if (breaks.length === 0) pushLine(text, line)
    breaks.push(line.end)
  }
}

function join({ tiles }: Text, breaks: readonly number[], all: boolean): void {
  if (!all && breaks.length === 1) tiles.push(' ', breaks[0] as number)
  else for (const place of all ? breaks : breaks.slice(0, -1)) tiles.push('\n', place)
}

interface Tail {
  /** The last line with text, where the body begins, and the empty lines behind the text. */
  readonly last: Line | undefined
  readonly from: number
  readonly rest: readonly Line[]
}

/** Adds the line ends behind the text that the header keeps. Gives the end of the whole. */
function chomped(text: Text, { last, from, rest }: Tail, how: string): number {
  if (how === '-') return last?.end ?? from
  if (last && last.next > last.end) text.tiles.push('\n', last.end)
  if (how !== '+') return last?.next ?? from
  for (const line of rest) {
    pushLine(text, line)
    if (line.next > line.end) text.tiles.push('\n', line.end)
  }
  return rest.at(-1)?.next ?? last?.next ?? from
}
