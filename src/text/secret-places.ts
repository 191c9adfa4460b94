import type { Edit } from './edit.ts'
import type { SourceFile } from './source.ts'
import { inWhole } from './source.ts'
import type { Span } from './span.ts'

/** Where a secret stands. */
export interface SecretPlace {
  readonly file: SourceFile
  readonly span: Span
}

const marked = new WeakMap<SourceFile, Map<number, Span>>()

/**
 * Notes a secret that no line tells by itself, such as the key of a table that another file opens: whoever shows the
 * file hides it.
 */
export function markSecret({ file, span }: SecretPlace): void {
  const spans = marked.get(file) ?? new Map<number, Span>()
  spans.set(span.start, span)
  marked.set(file, spans)
  if (file.part && span.start >= file.part.start) markSecret({ file: file.part.whole, span: inWhole(file, span) })
}

/** The secrets noted of a file so far, by where they begin, in no order. */
export const markedSecrets = (file: SourceFile): ReadonlyMap<number, Span> => marked.get(file) ?? nothing

/** Where secrets, in order, stand once edits of their file are applied; those that an edit replaces are gone. */
export function afterEdits(spans: readonly Span[], edits: readonly Edit[]): Span[] {
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start)
  let [next, moved] = [0, 0]
  return spans.flatMap(span => {
    for (let edit = ordered[next]; edit && edit.span.end <= span.start; edit = ordered[++next])
      moved += edit.text.length - (edit.span.end - edit.span.start)
    const replaced = ordered[next] !== undefined && (ordered[next] as Edit).span.start < span.end
    if (replaced) return []
    return moved === 0 ? span : { start: span.start + moved, end: span.end + moved }
  })
}

const nothing: ReadonlyMap<number, Span> = new Map()
