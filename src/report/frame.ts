import type { Finding, Location } from '../engine/types.ts'
import type { Fix } from '../rules/rule.ts'
import { type Change, changedLines, editsByPath, lineSpan, type SourceFile, type Span } from '../text/index.ts'
import { columns, visible } from './medium/plain.ts'
import type { Pen, Style } from './medium/terminal.ts'
import { redacted, redactText } from './redact.ts'

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

/** The lines a fix removes and adds, file by file, without context. Long fixes are cut. */
export function fixFrame(fix: Fix, source: (path: string) => SourceFile | undefined, pen: Pen): string[] {
  const lines: string[] = []
  for (const [path, edits] of editsByPath(fix.edits)) {
    const changes = changedLines(source(path)?.text ?? '', edits)
    lines.push(...changes.flatMap(change => changeLines(change, pen)))
  }
  const limit = 12
  return lines.length <= limit ? lines : [...lines.slice(0, limit), pen(`… +${lines.length - limit}`, 'dim')]
}

const changeLines = (change: Change, pen: Pen): string[] => [
  ...change.before.map((line, at) => pen(`${change.at + at + 1} - ${shownText(line)}`, 'red')),
  ...change.after.map((line, at) => pen(`${change.at + at + 1} + ${shownText(line)}`, 'green')),
]

function shownText(line: string): string {
  const text = redactText(line.replace(/\r?\n$/, '')).replaceAll('\t', '    ')
  return text.length > widest ? `${text.slice(0, widest)}…` : text
}

export const place = (at: Pick<Finding, 'path' | 'line' | 'column'>): string => `${at.path}:${at.line}:${at.column}`
