import { type Localized, localize, type Params } from '../../../message/index.ts'
import type { SourceFile, Span } from '../../../text/index.ts'
import { position } from '../../../text/index.ts'
import type { Directive, Problem, Word } from '../../../tree/index.ts'
import type { LoadCode } from './code.ts'
import { type MessageId, messages } from './messages/index.ts'

export type { LoadCode } from './code.ts'

/** A problem together with what a rule needs to explain and to repair it. */
export interface LoadProblem extends Problem {
  readonly code: LoadCode
  readonly id: MessageId | 'syntax'
  readonly params: Params
  /** The statement the daemon complains about; undefined for lexical problems and for what is missing altogether. */
  readonly directive?: Directive
  readonly word?: Word
  /** The earlier or outer statement it collides with. */
  readonly other?: Directive
  /** Did you mean: a name that would be accepted here. */
  readonly suggestion?: string
  /** Only the machine, or the build, decides whether the daemon refuses. */
  readonly open?: boolean
}

export interface ProblemOptions {
  readonly word?: Word | undefined
  readonly other?: Directive | undefined
  readonly suggestion?: string | undefined
  readonly warning?: boolean
  readonly open?: boolean
  /** The line the daemon names when it is not that of the statement's end; null when it names none. */
  readonly line?: number | null | Line
}

/** A line that is counted when a problem names it: the end of a large block is far from its beginning. */
export type Line = () => number

/** Where the daemon stands when it handles a statement: at its `;` or `{`. */
export const headEnd = (directive: Directive): number =>
  directive.block ? directive.block.span.start : directive.span.end - 1

/** A span that begins on the line the daemon names: the word if it stands there, else what of the statement does. */
export function spanOf(directive: Directive, word: Word | undefined): Span {
  const { file, span } = directive
  const end = headEnd(directive)
  const wanted = word?.span ?? { start: span.start, end: directive.block ? end : span.end }
  const newline = file.text.lastIndexOf('\n', Math.max(0, end - 1))
  if (newline < wanted.start) return wanted
  let start = newline + 1
  while (start < end && file.text.charCodeAt(start) <= 32) start++
  return { start, end: end + 1 }
}

export function problemAt(
  directive: Directive,
  id: MessageId,
  params: Params,
  options: ProblemOptions = {},
): LoadProblem {
  const { code, en, zh } = messages(id)
  const { word, other, suggestion, warning, open, line } = options
  const own = line === undefined ? spanOf(directive, word) : (word?.span ?? headSpan(directive))
  return {
    file: directive.file,
    span: own,
    code,
    id,
    params,
    message: shortened(localize({ en, zh }, params)),
    directive,
    ...(word ? { word } : {}),
    ...(other ? { other } : {}),
    ...(suggestion ? { suggestion } : {}),
    ...(warning ? { warning } : {}),
    ...(open ? { open } : {}),
    ...(line === undefined ? {} : { line: typeof line === 'function' ? line() : line }),
  }
}

/** The daemon says no more than so many bytes. */
const longest = 1024

const shortened = (message: Localized): Localized =>
  message.en.length > longest ? { en: message.en.slice(0, longest), zh: message.zh.slice(0, longest) } : message

/** A file lacks something; the daemon names no line. */
export function problemOf(file: SourceFile, id: MessageId): LoadProblem {
  const { code, en, zh } = messages(id)
  return { file, span: { start: 0, end: 0 }, code, id, params: {}, message: { en, zh }, line: null }
}

/** A statement without its block. */
export const headSpan = (directive: Directive): Span => ({
  start: directive.span.start,
  end: directive.block ? headEnd(directive) : directive.span.end,
})

export const lineAt = (file: SourceFile, offset: number): number => position(file, offset).line
