import { type FileStore, isUnreadable, normalize } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import type { Fix, Step } from '../rules/rule.ts'
import { byPath, type Edit, overlaps, position } from '../text/index.ts'
import { real } from './search.ts'

/**
 * The fix with each of its edits once: two servers ask for the same in a file that both include. The reason against it
 * where different edits touch the same text, for nobody could make both.
 */
export function once(fix: Fix, store: FileStore): Fix | { readonly because: Localized } {
  const { edits, steps = [] } = fix
  const lists = [edits, ...steps.map(editsOf)]
  if (lists.every(each => each.length < 2)) return fix
  const [own = [], ...ofSteps] = lists.map(each => distinct(each, store))
  const clash = [own, ...ofSteps].map(firstClash).find(each => each !== undefined)
  if (clash) return { because: meeting(clash, store) }
  const staged = steps.map((step, at) => (step.kind === 'edit' ? { ...step, edits: ofSteps[at] ?? [] } : step))
  return { ...fix, edits: own, ...(fix.steps && { steps: staged }) }
}

const editsOf = (step: Step): readonly Edit[] => (step.kind === 'edit' ? step.edits : [])

/** In the order given, each file by the one of its names that comes first. */
function distinct(edits: readonly Edit[], store: FileStore): Edit[] {
  const names = new Map<string, string>()
  const known = new Map<string, Edit>()
  for (const { path, span, text } of edits) {
    const file = real(path, store)
    const name = names.get(file) ?? path
    names.set(file, name)
    const key = `${span.start} ${span.end} ${name}\0${text}`
    if (!known.has(key)) known.set(key, { path: name, span, text })
  }
  return [...known.values()]
}

function firstClash(edits: readonly Edit[]): Edit | undefined {
  for (const own of byPath(edits).values()) {
    const sorted = own.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    const clash = sorted.find((edit, at) => at > 0 && overlaps((sorted[at - 1] as Edit).span, edit.span))
    if (clash) return clash
  }
  return undefined
}

function meeting({ path, span }: Edit, store: FileStore): Localized {
  const file = store.read(path)
  const place = normalize(path) + (isUnreadable(file) ? '' : `:${position(file, span.start).line}`)
  return { en: `two of its own edits touch the same text at ${place}`, zh: `它自身有两处修改触及 ${place} 的同一文本` }
}
