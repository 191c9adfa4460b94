import { type Edit, lineSpan, position, type SourceFile } from '../text/index.ts'
import { redacted, redactText } from './redact.ts'

interface Around {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** A line that nobody reads as a whole, such as a file without line ends: it is cut around what changes. */
const longest = 1280
const around = 80

export function isInLongLine(file: SourceFile, { span }: Edit): boolean {
  const line = lineSpan(file, position(file, span.start).line)
  return line.end - line.start > longest && span.end <= line.end
}

/** The line before the edit and the lines after it. */
export function aroundEdit(file: SourceFile, { path, span, text }: Edit): Around {
  const { line } = position(file, span.start)
  const whole = lineSpan(file, line)
  const [from, to] = [Math.max(whole.start, span.start - around), Math.min(whole.end, span.end + around)]
  const left = (from > whole.start ? '…' : '') + redacted(file, { start: from, end: span.start })
  const right = redacted(file, { start: span.end, end: to }) + (to < whole.end ? '…' : '')
  const after = redactText(`${left}${text}${right}`)
  return { path, line, before: [left + redacted(file, span) + right], after: after.split(/\r?\n/) }
}
