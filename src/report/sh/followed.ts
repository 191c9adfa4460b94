import { type Digest, digestOf } from '../../text/digest.ts'
import { type Edit, type SourceFile, type Span, Stretches } from '../../text/index.ts'

/** A file on its way through the steps. Each step costs as much as what it changes, and what is digested of the file. */
export interface Followed {
  readonly path: string
  readonly encoding: SourceFile['encoding']
  readonly text: Stretches
  /** In bytes. */
  readonly size: number
  /** How scripts know the file: its digest, `none` for no file, or what `noted` gives. */
  readonly state: string
  /** What the digest of a later state goes on from. */
  readonly digest: Digest | undefined
}

/** A state that only the script knows: as its change `key` has left the file, so many bytes. */
const noted = (key: string, size: number): string => `${key}:${size}`

export function followed({ path, encoding, text }: SourceFile): Followed {
  const stretches = new Stretches(text)
  const digest = digestOf({ encoding, text: stretches })
  return { path, encoding, text: stretches, size: digest.size, state: digest.hex, digest }
}

export interface Changing {
  readonly edits: readonly Edit[]
  /** What the change is called in the script. */
  readonly key: string
  /** Is the digest wanted? It takes as long as the file is large. */
  readonly digested: boolean
}

/** The file after edits; of the one before only what is no text is of use then. */
export function changed(file: Followed, { edits, key, digested }: Changing): Followed {
  const { path, encoding, text } = file
  const same = edits.reduce((least, { span }) => Math.min(least, span.start), text.length)
  let size = file.size
  for (const { span, text: put } of edits.toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)) {
    size -= bytesIn(file, span)
    text.replace(span, put)
    size += bytesIn(file, { start: span.start, end: span.start + put.length })
  }
  if (!digested) return { path, encoding, text, size, state: noted(key, size), digest: undefined }
  const digest = digestOf({ encoding, text }, file.digest, same)
  return { path, encoding, text, size, state: digest.hex, digest }
}

/** How many bytes a part of the file takes. */
export const bytesIn = ({ encoding, text }: Followed, span: Span): number =>
  encoding === 'latin1' ? span.end - span.start : text.bytesIn(span)
