import { type Edit, encode } from '../../text/index.ts'
import { bytesIn, type Followed } from './followed.ts'
import { printfs, quote } from './quote.ts'

/**
 * Shell statements that write the text after `edits` to standard output. They copy every untouched byte out of the
 * file at `path` and carry only what is new, so that a script never holds the rest of a configuration.
 */
export function splice(file: Followed, edits: readonly Edit[], path: string): string[] {
  const { encoding } = file
  const statements: string[] = []
  let from = 0
  let offset = 0
  for (const { span, text } of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    const kept = bytesIn(file, { start: from, end: span.start })
    statements.push(...copy(path, offset, kept), ...printfs(encode({ path, encoding, text })))
    offset += kept + bytesIn(file, span)
    from = span.end
  }
  if (from < file.text.length) statements.push(`tail -c +${offset + 1} ${quote(path)}`)
  return statements
}

function copy(path: string, offset: number, length: number): string[] {
  if (length === 0) return []
  if (offset === 0) return [`head -c ${length} ${quote(path)}`]
  return [`tail -c +${offset + 1} ${quote(path)} | head -c ${length}`]
}
