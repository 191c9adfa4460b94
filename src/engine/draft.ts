import { type FileStore, isUnreadable, nameInPatch, overlay } from '../files/index.ts'
import {
  applyEdits,
  byPath,
  type Edit,
  editsOf,
  encode,
  type Pieces,
  revise,
  type SourceFile,
  unifiedDiff,
  untouched,
} from '../text/index.ts'
import { real } from './search.ts'

/** Files as they would be after edits, each still known by what was kept of its original. Immutable. */
export interface Draft {
  readonly base: FileStore
  readonly files: ReadonlyMap<string, DraftFile>
}

interface DraftFile {
  /** Undefined: the file is new. */
  readonly original: SourceFile | undefined
  readonly pieces: Pieces
  readonly text: string
}

export const draftOf = (base: FileStore): Draft => ({ base, files: new Map() })

/**
 * The draft with further edits, whose offsets count in the draft's own text.
 * @throws OverlapError when the edits overlap; RangeError when one lies outside its file.
 */
export function edited(draft: Draft, edits: readonly Edit[]): Draft {
  const files = new Map(draft.files)
  const named = edits.map(edit => ({ path: real(edit.path, draft.base), edit }))
  for (const [key, group] of byPath(named)) {
    const own = group.map(({ edit }) => edit)
    const now = files.get(key) ?? opened(draft.base, own[0]?.path ?? key)
    files.set(key, { ...now, pieces: revise(now.pieces, own), text: applyEdits(now.text, own) })
  }
  return { base: draft.base, files }
}

function opened(base: FileStore, path: string): DraftFile {
  const entry = base.read(path)
  const original = isUnreadable(entry) ? undefined : entry
  const text = original?.text ?? ''
  return { original, pieces: untouched(text), text }
}

/** A store of the draft's texts. */
export const storeOf = (draft: Draft): FileStore =>
  overlay(draft.base, new Map([...draft.files].map(([path, { text }]) => [path, text])))

/** The edits against the originals that lead to the draft. */
export const draftEdits = (draft: Draft): Edit[] =>
  [...draft.files].flatMap(([path, { original, pieces }]) =>
    editsOf(original?.path ?? path, original?.text ?? '', pieces),
  )

/** The draft as a patch (of the files behind symbolic links, as patch tools want it), and in the bytes of each file's own encoding. */
export function draftPatch(draft: Draft): { diff: string; patch: Uint8Array } {
  const parts = [...draft.files].map(([key, { original, pieces }]) => {
    const path = original?.path ?? key
    const edits = editsOf(path, original?.text ?? '', pieces)
    const place = real(path, draft.base)
    const name = nameInPatch(draft.base, place, original ?? { path })
    const text = unifiedDiff({ path: place, name, before: original?.text, edits })
    return { path, text, encoding: original?.encoding ?? ('utf8' as const) }
  })
  return { diff: parts.map(part => part.text).join(''), patch: joined(parts.map(encode)) }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** The first edit that puts a character into a latin1 file which that encoding does not have. */
export const unwritable = (draft: Draft, edits: readonly Edit[]): Edit | undefined =>
  edits.find(({ path, text }) => /[^\x00-\xff]/.test(text) && opened(draft.base, path).original?.encoding === 'latin1')
