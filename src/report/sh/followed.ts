import { type Digest, digestBytes, digestOf } from '../../text/digest.ts'
import { applyEdits, type Edit, encode, type SourceFile } from '../../text/index.ts'

/**
 * A file as it is after some of the steps. Where each character is one byte the bytes are changed in place: a plan may
 * change a large file thousands of times, and each copy would be as large as the file.
 */
export interface Followed {
  readonly path: string
  readonly encoding: SourceFile['encoding']
  readonly digest: Digest
  readonly content: { readonly text: string } | Room
}

/** The first `size` bytes of a place for some more. */
interface Room {
  readonly bytes: Uint8Array
  readonly size: number
}

export const isSingle = (content: Followed['content']): content is Room => 'bytes' in content

export function followed(file: SourceFile): Followed {
  const { path, encoding, text } = file
  const digest = digestOf(file)
  const content = digest.size === text.length ? { bytes: encode(file), size: text.length } : { text }
  return { path, encoding, digest, content }
}

/** The file after edits; of the one before only its digest is of use then. */
export function changed({ path, encoding, digest, content }: Followed, edits: readonly Edit[]): Followed {
  const same = edits.reduce((least, { span }) => Math.min(least, span.start), Number.POSITIVE_INFINITY)
  if (isSingle(content) && edits.every(({ text }) => encoding === 'latin1' || isAscii(text))) {
    const room = edits.toSorted((a, b) => b.span.start - a.span.start).reduce(withEdit, content)
    const made = digestBytes(room.bytes.subarray(0, room.size), digest, same)
    return { path, encoding, digest: made, content: room }
  }
  const text = applyEdits(textIn(content), edits)
  return { path, encoding, digest: digestOf({ path, text, encoding }, digest, same), content: { text } }
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)

/** One byte for each character, whatever the encoding. */
export function textIn(content: Followed['content']): string {
  if (!isSingle(content)) return content.text
  const parts: string[] = []
  for (let at = 0; at < content.size; at += 8192)
    parts.push(String.fromCharCode(...content.bytes.subarray(at, Math.min(at + 8192, content.size))))
  return parts.join('')
}

function withEdit({ bytes, size }: Room, { span, text }: Edit): Room {
  const grown = size + text.length - (span.end - span.start)
  const room = grown > bytes.length ? larger(bytes, grown) : bytes
  room.copyWithin(span.start + text.length, span.end, size)
  for (let at = 0; at < text.length; at++) room[span.start + at] = text.charCodeAt(at)
  return { bytes: room, size: grown }
}

function larger(bytes: Uint8Array, size: number): Uint8Array {
  const room = new Uint8Array(Math.ceil(size * 1.5))
  room.set(bytes)
  return room
}
