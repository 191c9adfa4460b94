import { Sha256 } from './sha256.ts'
import type { SourceFile } from './source.ts'
import type { Stretches } from './stretches.ts'

/** The digest of a text, with what the digest of a similar text can go on from. */
export interface Digest {
  /** Of the bytes, as `sha256sum` prints it. */
  readonly hex: string
  /** Length in bytes. */
  readonly size: number
  /** How far it had come after each stretch of the text. */
  readonly marks: readonly Sha256[]
}

/** Characters between two marks. */
const stretch = 65_536

/** A text in stretches, or whole. */
interface Encoded {
  readonly encoding: SourceFile['encoding']
  readonly text: Pick<Stretches, 'length' | 'slice'>
}

/**
 * @param former digest of a text that begins with the same characters: what is the same is not read again.
 * @param same how many characters these are
 */
export function digestOf({ text, encoding }: Encoded, former?: Digest, same = 0): Digest {
  const marks = former ? former.marks.slice(0, Math.max(0, Math.floor((same - 1) / stretch))) : []
  const whole = new Sha256(marks.at(-1))
  let from = boundary(text, marks.length * stretch)
  while (from < text.length) {
    const to = boundary(text, (marks.length + 1) * stretch)
    whole.add(bytesOf(text.slice(from, to), encoding))
    if (to < text.length) marks.push(new Sha256(whole))
    from = to
  }
  return { hex: whole.hex(), size: whole.size, marks }
}

/** One for all: a plan digests thousands of states of a file. */
let buffer: Uint8Array | undefined

/** Valid until the next call. As `encode` does it. */
function bytesOf(text: string, encoding: SourceFile['encoding']): Uint8Array {
  buffer ??= new Uint8Array(3 * (stretch + 1))
  if (encoding === 'utf8') return buffer.subarray(0, new TextEncoder().encodeInto(text, buffer).written)
  for (let at = 0; at < text.length; at++) buffer[at] = text.charCodeAt(at)
  return buffer.subarray(0, text.length)
}

/** Never between the halves of one character. */
const boundary = (text: Encoded['text'], at: number): number =>
  at < text.length && /[\ud800-\udbff]/.test(text.slice(Math.max(0, at - 1), at)) ? at + 1 : Math.min(at, text.length)
