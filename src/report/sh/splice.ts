import { type Edit, encode } from '../../text/index.ts'
import { type Followed, isSingle } from './followed.ts'
import { printfs, quote } from './quote.ts'

/**
 * Shell statements that write the text after `edits` to standard output. They copy every untouched byte out of the
 * file at `path` and carry only what is new, so that a script never holds the rest of a configuration.
 */
export function splice({ encoding, content }: Followed, edits: readonly Edit[], path: string): string[] {
  const bytes = (text: string): Uint8Array => encode({ path, encoding, text })
  const sizeOf = (start: number, end: number): number =>
    isSingle(content) ? end - start : bytes(content.text.slice(start, end)).length
  const length = isSingle(content) ? content.size : content.text.length
  const statements: string[] = []
  let from = 0
  let offset = 0
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const kept = sizeOf(from, span.start)
    statements.push(...copy(path, offset, kept), ...printfs(bytes(text)))
    offset += kept + sizeOf(span.start, span.end)
    from = span.end
  }
  if (from < length) statements.push(`tail -c +${offset + 1} ${quote(path)}`)
  return statements
}

function copy(path: string, offset: number, length: number): string[] {
  if (length === 0) return []
  if (offset === 0) return [`head -c ${length} ${quote(path)}`]
  return [`tail -c +${offset + 1} ${quote(path)} | head -c ${length}`]
}
