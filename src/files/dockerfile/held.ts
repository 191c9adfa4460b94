import type { Inset } from '../scalar/index.ts'
import { inHeredocs } from '../shell/held.ts'
import { linesOf } from '../texts/dedented.ts'
import { type Dialect, matched, readIn } from '../texts/dialect.ts'
import { type Held, type Nested, slice, within } from '../texts/text.ts'

/** Files that a Dockerfile copies from here-documents, and what the commands in it write. */
export function inDockerfile(text: string): Held {
  const { keys, texts } = inHeredocs(text)
  return { keys, texts: [...texts, ...commandsOf(text)] }
}

/** The commands of `RUN`, each as one line; here-documents are read as such. */
function commandsOf(text: string): Nested[] {
  const found: Nested[] = []
  if (!/^[ \t]*RUN[ \t]/im.test(text) || /^#[ \t]*escape=`/im.test(text)) return found
  let start = -1
  for (const { start: at, line } of linesOf(text)) {
    const opened = /^[ \t]*RUN[ \t]+/i.exec(line)
    if (start === -1 && opened) start = at + opened[0].length
    if (start === -1 || /\\[ \t]*\r?\n$/.test(line) || (at > start && /^[ \t]*#/.test(line))) continue
    const inset = commandAt(text, start, at + line.trimEnd().length)
    if (inset) found.push({ language: 'shell', inset, container: true })
    start = -1
  }
  return found
}

function commandAt(text: string, start: number, end: number): Inset | undefined {
  const own = slice(text, { start, end }, 'plain')
  if (own.value.text.includes('<<')) return undefined
  const inset = readIn(continued, own.value.text, own.style)
  const whole = inset && within(own, inset)
  return whole && { ...whole, write: change => (change.text.includes('\n') ? undefined : whole.write(change)) }
}

/** Line ends behind a backslash, and the comments that stand between lines, are none of the command (Dockerfile reference). */
const continued: Dialect = {
  pieces: text => matched(text, /\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*/g, () => ''),
  quote: text => text,
}
