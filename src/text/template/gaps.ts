import type { Span } from '../span.ts'

/** Tags that bring what stands elsewhere: Jinja, Go, ERB. */
const including =
  /^(?:\{%[-+]?\s*(?:include|import|block|call)\b|\{\{-?\s*(?:template|block)\b|<%[-=]?\s*(?:include|render|yield)\b)/

export const isInclude = (text: string, { start, end }: Span): boolean =>
  including.test(text.slice(start, Math.min(end, start + 60)))

/** Does a tag bring whole statements? One that includes does, and a value that is all of its line or comment. */
export function isGap(text: string, { start, end }: Span, value: boolean): boolean {
  if (isInclude(text, { start, end })) return true
  return value && /^[ \t]*#*[ \t]*$/.test(before(text, start)) && /^[ \t\r]*(?:\n|$)/.test(after(text, end))
}

/** The line up to a place, or more than a gap may have in front of it. */
function before(text: string, at: number): string {
  const from = Math.max(0, at - 200)
  const part = text.slice(from, at)
  return part.slice(part.lastIndexOf('\n') + 1)
}

const after = (text: string, at: number): string => text.slice(at, at + 200)
