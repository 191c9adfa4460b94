import type { Span } from '../../text/index.ts'
import { columnOf, lineEndAt, nextLine } from './lines.ts'
import { readScalar } from './read.ts'
import type { Scalar, Style, Written } from './scalar.ts'

/**
 * The change of a file that changes the text of a scalar in it, in the scalar's own style. Undefined when that style
 * cannot hold the new text there, as a folded one cannot hold every line end.
 */
export function writeInto(source: string, scalar: Scalar, change: Written): Written | undefined {
  const { value } = scalar
  const span = { start: value.at(change.span.start), end: value.at(change.span.end) }
  const whole = lastLines(source, scalar, { span, change })
  if (whole && reads(source, scalar, { written: whole, change })) return whole
  if (scalar.style !== 'double' && unprintable.test(change.text)) return undefined
  for (const text of new Set(writers[scalar.style](change.text, { source, scalar, span, change }))) {
    const written = { span, text }
    if (leavesBlock(source, scalar, written)) continue
    if (isSimple(scalar, change) || reads(source, scalar, { written, change })) return written
  }
  return scalar.style === 'double' ? widened(scalar, change) : undefined
}

interface Place {
  /** In the file. */
  readonly span: Span
  readonly change: Written
}

/** The last lines of a block, taken out with their indentation. */
function lastLines(source: string, { style, value }: Scalar, { span, change }: Place): Written | undefined {
  if (style !== 'literal' || change.text !== '' || change.span.end < value.text.length) return undefined
  if (value.text[change.span.start - 1] !== '\n') return undefined
  return { span: { start: span.start - columnOf(source, span.start), end: span.end }, text: '' }
}

/** Blanks and line ends beside the change may be folded line ends of the file: written anew, as escapes. */
function widened({ value }: Scalar, { span, text }: Written): Written {
  const isBlank = (at: number): boolean => /[ \t\n]/.test(value.text[at] ?? '')
  let { start, end } = span
  while (isBlank(start - 1)) start--
  while (isBlank(end)) end++
  const whole = value.text.slice(start, span.start) + text + value.text.slice(span.end, end)
  const written = escaped(whole).replace(/^ | $/g, '\\x20')
  return { span: { start: value.at(start), end: value.at(end) }, text: written }
}

interface Around {
  readonly source: string
  readonly scalar: Scalar
  /** In the file. */
  readonly span: Span
  readonly change: Written
}

const writers: Readonly<Record<Style, (text: string, around: Around) => string[]>> = {
  double: text => [escaped(text)],
  single: (text, around) => folding(text.replaceAll("'", "''"), around),
  plain: folding,
  folded: (text, around) => [...folding(text, around), literal(text, around)[0] as string],
  literal,
}

/** What only a double-quoted scalar can hold, as an escape. */
const unprintable = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/

/** Quotes, backslashes, and what cannot be seen. */
const special = /["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/g
const letters: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' }

const escaped = (text: string): string =>
  text.replace(special, one => letters[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Every line end as a line end, with the indentation of the block in front of each line that has text. */
function literal(text: string, { source, scalar, span, change }: Around): string[] {
  const indent = scalar.indent || scalar.column + 2
  const lines = text.split('\n')
  const goesOn = !/^\n?$/.test(scalar.value.text.slice(change.span.end, change.span.end + 1))
  const written = lines.map((line, nth) => {
    const empty = line === '' && !(goesOn && nth === lines.length - 1)
    const missing = nth > 0 ? indent : indent - columnOf(source, span.start)
    return empty ? '' : ' '.repeat(Math.max(0, missing)) + line
  })
  return [written.join(lineBreak(source, scalar))]
}

const lineBreak = (source: string, { start }: Scalar): string =>
  source[lineEndAt(source, start)] === '\r' ? '\r\n' : '\n'

/** A line end of the text is an empty line, except beside lines that are indented more: all ways are tried. */
function folding(text: string, { source, scalar }: Around): string[] {
  if (!text.includes('\n')) return [text]
  const end = lineBreak(source, scalar)
  const indent = ' '.repeat(scalar.indent || scalar.column + 2)
  const parts = text.split('\n')
  const joined = (first: string, middle: string, last: string): string =>
    parts
      .map(
        (part, nth) =>
          (nth === 0 ? '' : (nth === parts.length - 1 ? last : nth === 1 ? first : middle) + indent) + part,
      )
      .join('')
  const [one, two] = [end, end + end]
  return [
    joined(two, two, two),
    joined(two, one, two),
    joined(two, one, one),
    joined(one, one, two),
    joined(one, one, one),
  ]
}

/** Where the way of writing is right by itself: there may be thousands of changes in a long text. */
const isSimple = ({ style, folds, value }: Scalar, change: Written): boolean =>
  !folds && (style === 'double' || (style === 'literal' && isBetween(value.text, change.span)))

/** Behind the first line with text, which may decide the indentation, and before the end of the last one. */
function isBetween(text: string, { start, end }: Span): boolean {
  const first = text.indexOf('\n', text.search(/\S/))
  return first !== -1 && start > first && end < text.trimEnd().length
}

/** Is a template's tag left of the block, where only a tag of the file's own may stand? */
function leavesBlock(source: string, { indent }: Scalar, { span, text }: Written): boolean {
  const lines = source.slice(span.start - columnOf(source, span.start), span.start) + text
  return (
    indent > 0 && lines.split('\n').some(line => line.startsWith('{{', line.search(/\S/)) && line.search(/\S/) < indent)
  )
}

/** Does the file say what is wanted, once it is written? */
function reads(source: string, scalar: Scalar, { written, change }: { written: Written; change: Written }): boolean {
  const { start, column, value } = scalar
  const stop = nextLine(source, nextLine(source, scalar.end))
  const local = source.slice(start, written.span.start) + written.text + source.slice(written.span.end, stop)
  const now = readScalar(local, { at: 0, column })
  const wanted = value.text.slice(0, change.span.start) + change.text + value.text.slice(change.span.end)
  return now?.value.text === wanted && local.length - now.end === stop - scalar.end
}
