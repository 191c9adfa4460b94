import { type FileStore, isUnreadable, nameInPatch } from '../files/index.ts'
import { type Edit, editsByPath, encode, unifiedDiff } from '../text/index.ts'
import { visibleLines } from './medium/plain.ts'
import { type Pen, pen, type Style } from './medium/terminal.ts'
import { secretLines } from './redact.ts'

/** One file of a patch, in the bytes of its own encoding. */
export interface Patch {
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
    const place = files.resolveLink?.(path) ?? path
    const name = nameInPatch(files, place, source ?? { path })
    const text = unifiedDiff({ path: place, name, before: source?.text, edits: own, hidden })
    return { text, bytes: encode({ path, text, encoding: source?.encoding ?? 'utf8' }) }
  })
}

/** A patch for a terminal: harmless, and coloured where that is wanted. */
export const shownPatch = (text: string, color: boolean): string =>
  color ? patchLines(text, pen(true)).join('\n') : visibleLines(text)

export const patchLines = (text: string, draw: Pen): string[] =>
  text.split('\n').map(line => draw(line.replaceAll('\t', '    '), ...styleOf(line)))

function styleOf(line: string): Style[] {
  if (line.startsWith('---') || line.startsWith('+++')) return ['bold']
  if (line.startsWith('@@')) return ['cyan']
  return line.startsWith('-') ? ['red'] : line.startsWith('+') ? ['green'] : []
}
