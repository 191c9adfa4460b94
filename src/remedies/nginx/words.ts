import type { Edit, SourceFile } from '../../text/index.ts'
import type { Directive, Word } from '../../tree/index.ts'

const quoteOf = ({ raw }: Word): string => /^["']/.exec(raw)?.[0] ?? ''

/** What is written between the quotes of a word, where it has some. */
export function bare(word: Word): string {
  const quote = quoteOf(word)
  return quote && word.raw.length > 1 && word.raw.endsWith(quote) ? word.raw.slice(1, -1) : word.raw
}

/** Another text for a word, in the quotes that it stands in. */
export const respelled = ({ path }: SourceFile, word: Word, text: string): Edit => ({
  path,
  span: word.span,
  text: inQuotesOf(word, text),
})

/** A text in the quotes that a word stands in. */
export const inQuotesOf = (word: Word, text: string): string => quoteOf(word) + text + quoteOf(word)

/** Adds a word behind argument `index` of a statement; nothing when there is no such argument. */
export function insertAfterWord({ file, args }: Directive, index: number, raw: string): Edit[] {
  const at = args[index]?.span.end
  return at === undefined ? [] : [{ path: file.path, span: { start: at, end: at }, text: ` ${raw}` }]
}
