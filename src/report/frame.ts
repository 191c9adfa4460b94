import type { Finding, Location } from '../engine/types.ts'
import type { Fix } from '../rules/rule.ts'
import { changedLines, decode, editsByPath, lineSpan, type SourceFile, type Span, splitLines } from '../text/index.ts'
import { cleanText } from './clean-finding.ts'
import { secretsOf } from './known-secrets.ts'
import { aroundEdit, isInLongLine } from './long-line.ts'
import { columns, visible } from './medium/plain.ts'
import type { Pen, Style } from './medium/terminal.ts'
import { redacted } from './redact.ts'

const widest = 160

/** A line of a file as it may be shown: secrets replaced, tabs as blanks, cut around the span when it is very long. */
export interface ShownLine {
  readonly before: string
  readonly marked: string
  readonly after: string
}

export function shownLine(file: SourceFile, at: Pick<Location, 'line' | 'span'>): ShownLine {
  const line = lineSpan(file, at.line)
  const from = clamp(at.span.start, line)
  const to = Math.max(from, clamp(at.span.end, line))
  const left = Math.max(line.start, from - widest / 2)
  const right = Math.min(line.end, Math.max(to, left + widest), left + 2 * widest)
  const part = (span: Span): string => redacted(file, span).replaceAll('\t', '    ')
  const shown = Math.min(to, right)
  return {
    before: (left > line.start ? '…' : '') + part({ start: left, end: from }),
    marked: part({ start: from, end: shown }),
    after: part({ start: shown, end: right }) + (right < line.end ? '…' : ''),
  }
}

const clamp = (offset: number, { start, end }: Span): number => Math.min(end, Math.max(start, offset))

/** The cause with carets under it. */
export function codeFrame(file: SourceFile, finding: Location, look: { pen: Pen; style: Style }): string[] {
  const { pen, style } = look
  const number = String(finding.line)
  const blank = ' '.repeat(number.length)
  const { before, marked, after } = shownLine(file, finding)
  if (before + marked + after === '') return []
  const indent = ' '.repeat(columns(visible(before)))
  const carets = '^'.repeat(Math.max(1, columns(visible(marked))))
  const bar = pen('|', 'blue')
  return [
    `${blank} ${bar}`,
    `${pen(number, 'blue')} ${bar} ${pen(before)}${pen(marked)}${pen(after)}`,
    `${blank} ${bar} ${indent}${pen(carets, style)}`,
  ]
}

/** What a fix takes away and adds in one file, as it may be shown. */
export interface ShownChange {
  readonly path: string
  /** 1-based line of the first line taken away. */
  readonly line: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export function shownChanges(fix: Fix, source: (path: string) => SourceFile | undefined): ShownChange[] {
  return [...editsByPath(fix.edits)].flatMap(([path, edits]) => {
    const file = source(path)
    if (file && edits.every(edit => isInLongLine(file, edit))) return edits.map(edit => aroundEdit(file, edit))
    return changedLines(file ?? decode(path, ''), edits).map(({ at, before, after }) => ({
      path,
      line: at + 1,
      before: before.map((line, nth) => (file ? redacted(file, lineSpan(file, at + 1 + nth)) : line)),
      after: splitLines(cleanText(after.join(''), secretsOf(file))).map(line => line.replace(/\r?\n$/, '')),
    }))
  })
}

export interface Framing {
  readonly source: (path: string) => SourceFile | undefined
  readonly pen: Pen
  /** The file that stands above the fix. */
  readonly own: string
}

/** The lines a fix removes and adds, without context, other files than its own by name. Long fixes are cut. */
export function fixFrame(fix: Fix, { source, pen, own }: Framing): string[] {
  const changes = shownChanges(fix, source)
  const lines = changes.flatMap(({ path, line, before, after }, at) => [
    ...(path === (changes[at - 1]?.path ?? own) ? [] : [pen(`${path}:`, 'dim')]),
    ...before.map((text, nth) => pen(`${line + nth} - ${shortened(text)}`, 'red')),
    ...after.map((text, nth) => pen(`${line + nth} + ${shortened(text)}`, 'green')),
  ])
  const limit = 12
  return lines.length <= limit ? lines : [...lines.slice(0, limit), pen(`… +${lines.length - limit}`, 'dim')]
}

function shortened(line: string): string {
  const text = line.replaceAll('\t', '    ')
  return text.length > widest ? `${text.slice(0, widest)}…` : text
}

export const place = (at: Pick<Finding, 'path' | 'line' | 'column'>): string => `${at.path}:${at.line}:${at.column}`
