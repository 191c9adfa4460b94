import { Lexer, Token } from '../../formats/nginx/lexer.ts'
import type { SourceFile } from '../../text/index.ts'
import { indentAt, type Problem } from '../../tree/index.ts'
import type { Missing } from './missing-brace.ts'

/** No more places of a line are looked at: each means reading everything again. */
const most = 12

/**
 * Where the quote may go that a word lacks which runs on over its line: before a `;`, `{`, `)` or blank of the line that
 * it begins on. None where that line does not end a statement, or the next one does not stand below it.
 */
export function missingQuotes(file: SourceFile): readonly Missing[] {
  const open = runningOn(file)
  if (open === undefined) return []
  const { text } = file
  const newline = text.indexOf('\n', open)
  const line = text.slice(open, Math.max(newline, open)).trimEnd()
  const places = [...line.matchAll(/\S(?=[\s;{)])/g)].map(({ index }) => open + index + 1)
  if (!/[;{]$/.test(line) || places.length > most || !isBelow(text, open, newline + 1)) return []
  return places.map(offset => ({ offset, text: text[open] as string }))
}

/** Start of the quoted word behind which the daemon finds that something is wrong. */
function runningOn(file: SourceFile): number | undefined {
  const problems: Problem[] = []
  const lexer = new Lexer(file, problems)
  let last: number | undefined
  for (let token = lexer.next(); token !== Token.end; token = lexer.next()) {
    if (token === Token.word) last = lexer.start
    if (problems.length > 0) break
  }
  return last !== undefined && /["']/.test(file.text.charAt(last)) ? last : undefined
}

/** The next line begins where the statement does, which is the first of its line; or it closes the block. */
function isBelow(text: string, offset: number, next: number): boolean {
  const line = text.lastIndexOf('\n', offset) + 1
  const indent = indentAt(text, offset)
  const rest = text.slice(next)
  const found = /\S/.exec(rest)?.index ?? rest.length
  const below = indentAt(text, next + found)
  const opens = /\{\s*$/.test(text.slice(line, next))
  if (rest[found] === '}') return below.length < indent.length || opens
  return opens ? below.length > indent.length : below === indent
}
