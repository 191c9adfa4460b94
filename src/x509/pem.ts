import type { Span } from '../text/index.ts'
import { decodeBase64 } from './base64.ts'

/** What cannot be read, and where. `offset` counts bytes in the decoded block. */
export interface Unusable {
  readonly span: Span
  readonly code: 'no-end' | 'base64' | 'der'
  readonly offset?: number
}

/** `-----BEGIN LABEL-----` to its end line. Nothing is decoded before it is asked for: it may be a key. */
export interface PemBlock {
  readonly label: string
  readonly span: Span
  readonly body: Span
}

export interface PemReading {
  readonly blocks: readonly PemBlock[]
  readonly problems: readonly Unusable[]
}

const begin = '-----BEGIN '
const dashes = '-----'

/** Every block of a text, whatever stands around them. As OpenSSL: the marks stand at the start of a line. Linear. */
export function pemBlocks(text: string): PemReading {
  const blocks: PemBlock[] = []
  const problems: Unusable[] = []
  for (let at = markFrom(text, 0); at !== -1; ) {
    const line = lineEnd(text, at)
    const label = labelOf(text.slice(at, Math.min(line, at + 100)))
    const end = text.indexOf(`\n${dashes}`, line) + 1
    if (label === undefined) at = markFrom(text, line)
    else if (end > 0 && text.startsWith(`-----END ${label}-----`, end)) {
      blocks.push({ label, span: { start: at, end: lineEnd(text, end) }, body: { start: line, end } })
      at = markFrom(text, end)
    } else {
      problems.push({ span: { start: at, end: line }, code: 'no-end' })
      at = end > 0 ? markFrom(text, end) : -1
    }
  }
  return { blocks, problems }
}

/** What the blocks of a text are called, in order. */
export const pemLabels = (text: string): string[] => pemBlocks(text).blocks.map(({ label }) => label)

function markFrom(text: string, from: number): number {
  let at = text.indexOf(begin, from)
  while (at > 0 && text[at - 1] !== '\n') at = text.indexOf(begin, at + 1)
  return at
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at
}

function labelOf(line: string): string | undefined {
  const trimmed = line.trimEnd()
  return trimmed.endsWith(dashes) && trimmed.length > 16 ? trimmed.slice(begin.length, -dashes.length) : undefined
}

/** The bytes of a block that is not encrypted. */
export function bytesOf(text: string, { body, span }: PemBlock): Uint8Array | Unusable {
  const decoded = decodeBase64(text, body.start, body.end)
  return 'wrong' in decoded ? { span, code: 'base64' } : decoded
}
