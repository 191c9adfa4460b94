import { Lines } from './lines.ts'
import type { Span } from './span.ts'

/** The text of one file, such that `encode(decode(bytes))` gives the same bytes back whatever they are. */
export interface SourceFile {
  /** Posix path as the user named it, relative or absolute; never resolved. */
  readonly path: string
  readonly text: string
  /** latin1 when the bytes are not valid UTF-8, so that any byte survives. */
  readonly encoding: 'utf8' | 'latin1'
  /** Set for a configuration that stands inside this file: it is what `text` holds from the part's start on. */
  readonly part?: Part
}

/**
 * A configuration inside another file, such as a scalar of a Kubernetes manifest. Its offsets begin behind those of the
 * file, so that an offset says by itself whether it is one of the file or of which part.
 */
export interface Part {
  /** The file it stands in, with all of its text. */
  readonly whole: SourceFile
  /** Where it begins. */
  readonly start: number
  /** Below the path of the file: `nginx.conf`. */
  readonly name: string
  /** The contexts it is put into, outermost first; undefined when its content shows it. */
  readonly context: readonly string[] | undefined
  /** Third-party modules that the daemon it is meant for has. */
  readonly modules?: readonly string[]
  /** The name is where the file lies on its host: `etc/nginx/nginx.conf`. */
  readonly placed?: true
  readonly inlay: Inlay
}

/** How a part stands in its file. Offsets are those of the part, from its start on. */
export interface Inlay {
  /** How it is written, for messages: `folded`. */
  readonly style: string
  /** Where in the file the character stands that is at an offset. */
  at(offset: number): number
  /** The change of the file that makes a change of the part; undefined when it cannot be written there. */
  write(span: Span, text: string): { readonly span: Span; readonly text: string } | undefined
}

/** The text of the configuration itself, without the file that a part stands in. */
export const ownText = ({ text, part }: SourceFile): string => (part ? text.slice(part.start) : text)

/** Where the configuration itself begins. */
export const beginningOf = ({ part }: SourceFile): Span => ({ start: part?.start ?? 0, end: part?.start ?? 0 })

/** The place in the file of a span that may be one of a part. */
export function inWhole({ part }: SourceFile, span: Span): Span {
  if (!part || span.start < part.start) return span
  return { start: part.inlay.at(span.start), end: part.inlay.at(span.end) }
}

export interface Position {
  /** 1-based. Lines end at LF only, as the daemons count. */
  readonly line: number
  /** 1-based, in UTF-16 units. */
  readonly column: number
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Keeps BOM, CRLF, NUL and a missing final newline as they are. */
export function decode(path: string, content: string | Uint8Array): SourceFile {
  if (typeof content === 'string') return { path, text: content, encoding: 'utf8' }
  try {
    return { path, text: strictUtf8.decode(content), encoding: 'utf8' }
  } catch {
    return { path, text: latin1(content), encoding: 'latin1' }
  }
}

export function encode(file: SourceFile): Uint8Array {
  const { text } = file.part?.whole ?? file
  if (file.encoding === 'utf8') return new TextEncoder().encode(text)
  return Uint8Array.from(text, character => character.charCodeAt(0) & 0xff)
}

/** Not `new TextDecoder('latin1')`: that label means windows-1252, which moves 0x80–0x9f. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

const known = new WeakMap<SourceFile, Lines>()

function linesOf(of: SourceFile): Lines {
  const file = of.part?.whole ?? of
  const lines = known.get(file) ?? new Lines(file.text)
  known.set(file, lines)
  return lines
}

/** Line and column of an offset; offsets beyond the end give the last position. Those of a part are found in its file. */
export function position(file: SourceFile, at: number): Position {
  const offset = file.part && at >= file.part.start ? file.part.inlay.at(at) : at
  const table = linesOf(file).until(offset)
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((table[middle] as number) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (table[low] as number) + 1 }
}

/** The offsets of a 1-based line, without its line end (LF or CRLF). Lines that do not exist are empty. */
export function lineSpan(file: SourceFile, line: number): { start: number; end: number } {
  const table = linesOf(file).first(line + 1)
  const start = table[line - 1] ?? file.text.length
  const next = table[line] ?? file.text.length + 1
  const end = Math.max(start, next - 1)
  return { start, end: end > start && file.text[end - 1] === '\r' && line < table.length ? end - 1 : end }
}

export const lineCount = (file: SourceFile): number => linesOf(file).first(Number.POSITIVE_INFINITY).length
