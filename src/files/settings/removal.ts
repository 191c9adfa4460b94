import type { Span } from '../../text/index.ts'
import { columnOf } from '../scalar/lines.ts'

interface Line {
  readonly start: number
  /** Behind its line end. */
  readonly next: number
  readonly text: string
  /** Blanks in front; infinite for lines without text and for comments. */
  readonly column: number
}

/**
 * The lines of an entry of a block mapping (`key: value`) or of a block list (`- …`) that holds an offset, without the comments
 * in front of it. Undefined where other text stands on its lines, or where nothing might be left of the mapping or list: the
 * first entry stays, unless what follows it sets nothing.
 */
export function entryAt(text: string, at: number, { column, isItem }: Entry): Span | undefined {
  const first = isItem ? itemLine(text, at, column) : entryLine(text, at, column)
  if (!first) return undefined
  let last = first
  let next = lineFrom(text, first.next)
  for (; next && next.column > first.column; next = lineFrom(text, next.next))
    if (next.column !== Number.POSITIVE_INFINITY) last = next
  const span = { start: first.start, end: last.next }
  return isBehind(text, first, isItem) || isBeforeOther(text, first, next) ? span : undefined
}

export interface Entry {
  /** Of its key; of an item that of the keys in it. */
  readonly column: number
  readonly isItem: boolean
}

function entryLine(text: string, at: number, column: number): Line | undefined {
  const line = lineOf(text, at)
  return line?.column === column && !line.text.trimStart().startsWith('-') ? line : undefined
}

/** The line with its dash: on that of the offset or above. */
function itemLine(text: string, at: number, column: number): Line | undefined {
  for (let line = lineOf(text, at); line; line = lineBefore(text, line)) {
    const lead = /^( *)- +/.exec(line.text)
    if (lead?.[1] !== undefined && (lead[0].length === column || !Number.isFinite(column)))
      return Number.isFinite(column) || /^ *- +\{.*\}[ \t]*(?:#.*)?$/.test(line.text.trimEnd()) ? line : undefined
    if (!Number.isFinite(column) || line.column < column) return undefined
  }
  return undefined
}

/** Does another entry stand in front of it? */
function isBehind(text: string, first: Line, isItem: boolean): boolean {
  for (let line = lineBefore(text, first); line; line = lineBefore(text, line)) {
    const dash = /^ *- +/.exec(line.text)?.[0].length
    if (!isItem && (line.column === first.column || dash === first.column)) return true
    if (line.column <= first.column) return isItem && line.column === first.column && dash !== undefined
  }
  return false
}

const setting = /\b(?:net|kernel|vm|fs|user)[./]/

function isBeforeOther(text: string, first: Line, next: Line | undefined): boolean {
  if (next?.column !== first.column || /^ *-/.test(next.text) !== /^ *-/.test(first.text)) return false
  let end = next
  for (let line = lineFrom(text, next.next); line && line.column > first.column; line = lineFrom(text, line.next))
    end = line
  return !setting.test(text.slice(next.start, end.next))
}

function lineFrom(text: string, start: number): Line | undefined {
  if (start >= text.length) return undefined
  const end = text.indexOf('\n', start)
  const own = text.slice(start, end === -1 ? text.length : end)
  const column = /^ *(?:[#\r]|$)/.test(own) ? Number.POSITIVE_INFINITY : own.search(/[^ ]/)
  return { start, next: end === -1 ? text.length : end + 1, text: own, column }
}

const lineOf = (text: string, at: number): Line | undefined => lineFrom(text, at - columnOf(text, at))

const lineBefore = (text: string, { start }: Line): Line | undefined =>
  start === 0 ? undefined : lineOf(text, start - 1)
