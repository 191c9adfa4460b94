import type { Inset } from '../scalar/index.ts'
import { isValue, kernelKey, type Setting } from './setting.ts'

/** Takes what needs no quotes where it stands, and never nothing. */
const guarded =
  (old: string, write: Inset['write']): Inset['write'] =>
  change => {
    const { span, text } = change
    const isEmpty = text === '' && span.end - span.start === old.length
    return /^[\w.-]*$/.test(text) && !isEmpty ? write(change) : undefined
  }

/** A word that stands in the file as it is. */
export const wordAt = (word: string, at: number): Inset => ({
  style: 'plain',
  value: { text: word, at: offset => at + offset },
  write: guarded(word, ({ span, text }) => ({ span: { start: at + span.start, end: at + span.end }, text })),
})

/** A part of a text that stands elsewhere. */
function within(whole: Inset, start: number, end: number): Inset {
  const text = whole.value.text.slice(start, end)
  return {
    style: whole.style,
    value: { text, at: offset => whole.value.at(start + offset) },
    write: guarded(text, change =>
      whole.write({ ...change, span: { start: start + change.span.start, end: start + change.span.end } }),
    ),
  }
}

const assignment = /([\w./*-]+)=(?:"([^"]*)"|'([^']*)'|(\{\{[^{}\n]*\}\}|[^\s"']*))/g

/** `name=value` words, values in quotes or without, by their names. The last of a name counts. */
export function wordsOf(inset: Inset): Map<string, Inset> {
  const found = new Map<string, Inset>()
  for (const match of inset.value.text.matchAll(assignment)) {
    const [whole, name = '', double, single, plain] = match
    const value = double ?? single ?? plain ?? ''
    const end = match.index + whole.length - (plain === undefined ? 1 : 0)
    found.set(name, within(inset, end - value.length, end))
  }
  return found
}

const line = /^[ \t]*([a-z][\w./-]*)[ \t]*=[ \t]*([\w.:,-]+(?:[ \t]+[\w.:,-]+)*)[ \t]*$/d

/** A text that is one line of a file of settings. */
export function settingOf(inset: Inset): Setting[] {
  const { text } = inset.value
  const [, key, value] = line.exec(text)?.indices ?? []
  if (!key || !value || !kernelKey.test(text.slice(...key)) || !isValue(text.slice(...value))) return []
  return [{ key: within(inset, ...key), value: within(inset, ...value), at: inset.value.at(key[0]) }]
}
