import { columns } from './plain.ts'

/** Words, and wide characters one by one: Chinese has no blanks to break at, but no line begins with its punctuation. */
const pieces = /[\u2e80-\uffef][，。；：、？！）》”]*|[^\s\u2e80-\uffef]+|\s+/g

/** Prose broken into lines of at most `width` columns; a piece that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(pieces) ?? []) {
    if (line !== '' && columns(line) + columns(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    if (line !== '' || piece.trim() !== '') line += piece
  }
  return [...lines, line.trimEnd()]
}
