import { type FileStore, isUnreadable } from '../files/index.ts'
import { visibleLines } from '../report/medium/plain.ts'
import { pen, type Style } from '../report/medium/terminal.ts'
import { secretLines } from '../report/redact.ts'
import { type Edit, editsByPath, encode, unifiedDiff } from '../text/index.ts'
import type { Session } from './session.ts'

/** One file of a patch, in the bytes of its own encoding. */
interface Patch {
  readonly text: string
  readonly bytes: Uint8Array
}

/** The patch of every file, links replaced by what they lead to: no tool patches through a link. */
export function patchOf(edits: readonly Edit[], files: FileStore): Patch[] {
  return [...editsByPath(edits)].map(([path, own]) => {
    const entry = files.read(path)
    const source = isUnreadable(entry) ? undefined : entry
    // A patch goes to places where the file does not.
    const hidden = source ? secretLines(source) : new Set<number>()
    const text = unifiedDiff({ path: files.resolveLink?.(path) ?? path, before: source?.text, edits: own, hidden })
    return { text, bytes: encode({ path, text, encoding: source?.encoding ?? 'utf8' }) }
  })
}

/** As it is for a file or a program; harmless and coloured for a terminal. */
export function showPatch(patches: readonly Patch[], session: Session): void {
  const { stdout } = session
  for (const patch of patches)
    stdout.write(stdout.terminal || stdout.color ? shown(patch.text, stdout.color) : patch.bytes)
}

function shown(text: string, color: boolean): string {
  if (!color) return visibleLines(text)
  const draw = pen(true)
  return text
    .split('\n')
    .map(line => draw(line.replaceAll('\t', '    '), ...styleOf(line)))
    .join('\n')
}

function styleOf(line: string): Style[] {
  if (line.startsWith('---') || line.startsWith('+++')) return ['bold']
  if (line.startsWith('@@')) return ['cyan']
  return line.startsWith('-') ? ['red'] : line.startsWith('+') ? ['green'] : []
}
