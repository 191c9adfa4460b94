import type { SourceFile } from '../source.ts'
import type { Span } from '../span.ts'
import type { Condition } from './branches.ts'
import { isInclude } from './gaps.ts'
import {
  filledWith,
  INK,
  isForTerraform,
  isTemplateFile,
  markedPlaceholders,
  plainTemplate,
  readTemplate,
  shellPlaceholders,
} from './template.ts'

/** A template of a language in which a statement is a line. */
export interface LineTemplate {
  /** The text with whatever puts values into a line as a word, other tags as blanks; as long as the text itself. */
  readonly masked: string
  /** What puts values into lines: placeholders, and conditions within a line. */
  readonly placeholders: readonly Span[]
  /** Tags on lines of their own or at the ends of one. */
  readonly controls: readonly Span[]
  /** Tags that bring what stands elsewhere. */
  readonly includes: readonly Span[]
  readonly conditions: readonly Condition[]
}

/** Undefined when no name calls the file a template and nothing in it looks like a tag. Linear. @param marks count as tags */
export function readLines(file: SourceFile, marks = false): LineTemplate | undefined {
  const { path, text, part } = file
  const named = isTemplateFile(path)
  const template = readTemplate(file, part?.start) ?? (named || marks ? plainTemplate(text) : undefined)
  if (!template) return undefined
  const tags = [...template.placeholders, ...template.controls]
  const capitals = named && !isForTerraform(file) ? outside(shellPlaceholders(text), tags) : []
  const shell = marks ? [...capitals, ...outside(markedPlaceholders(text), [...tags, ...capitals])] : capitals
  const values = inOrder([...template.placeholders, ...shell])
  const inked = filledWith(INK, template.masked, values)
  const within = choicesIn(inked, template.controls)
  const controls = template.controls.filter(outsideOf(within))
  return {
    masked: filledWith(INK, inked, within),
    placeholders: inOrder([...values, ...within]),
    controls,
    includes: [...values, ...controls].filter(tag => isInclude(text, tag)),
    conditions: template.conditions,
  }
}

const inOrder = (spans: readonly Span[]): Span[] => spans.toSorted((a, b) => a.start - b.start)

/** Spans that share nothing with others; both lists are short or sorted, and are gone through once. */
function outside(spans: readonly Span[], others: readonly Span[]): Span[] {
  const sorted = inOrder(others)
  let at = 0
  return spans.filter(({ start, end }) => {
    while (sorted[at] && (sorted[at] as Span).end <= start) at++
    return !(sorted[at] && (sorted[at] as Span).start < end)
  })
}

const outsideOf = (spans: readonly Span[]): ((tag: Span) => boolean) => {
  let at = 0
  return ({ start }) => {
    while (spans[at] && (spans[at] as Span).end <= start) at++
    return !(spans[at] && (spans[at] as Span).start <= start)
  }
}

/** Texts within lines from a tag that has text of its line on both sides to the last tag of that line. Linear. */
function choicesIn(text: string, tags: readonly Span[]): Span[] {
  const found: { start: number; end: number }[] = []
  let line: Span = { start: 0, end: -1 }
  let ink = line
  for (const { start, end } of tags) {
    if (start >= line.end) {
      line = { start: text.lastIndexOf('\n', start - 1) + 1, end: endOfLine(text, end) }
      const own = text.slice(line.start, line.end)
      ink = { start: line.start + own.length - own.trimStart().length, end: line.start + own.trimEnd().length }
    }
    const last = found.at(-1)
    if (last && last.start >= line.start) last.end = end
    else if (ink.start < start && end < ink.end) found.push({ start, end })
  }
  return found
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Is it nothing but tags? */
export const isAllInk = (text: string): boolean => /^\ue000+$/.test(text)

/** The text with something else wherever a value is put in. */
export const inkFilled = (text: string, by: (before: string) => string): string =>
  text.replace(/\ue000+/g, (_run, at: number) => by(text.slice(0, at)))

export const isInk = (text: string): boolean => text.includes(INK)

/** A word of the masked text with its tags instead of ink; `raw` is how it stands in the file. */
export function restored(value: string, masked: string, raw: string): string {
  const tags: string[] = []
  for (let at = 0; at < masked.length; at++) if (masked[at] === INK) tags.push(raw[at] as string)
  let next = 0
  return value.replaceAll(INK, () => tags[next++] ?? '')
}
