import type { Localized } from '../message/index.ts'
import {
  isForTerraform,
  isTemplateFile,
  leading,
  readTemplate,
  type SourceFile,
  type Span,
  shellPlaceholders,
  wordMarksIn,
} from '../text/index.ts'

const known = new WeakMap<SourceFile, readonly Span[]>()

/**
 * Tags of template languages in a file, in order, whatever the file is taken for: a tag may stand between quotes, or
 * the file may make no sense even when it is filled in.
 */
export function tagsOf(file: SourceFile): readonly Span[] {
  const whole = file.part?.whole ?? file
  const tags = known.get(whole) ?? find(whole)
  known.set(whole, tags)
  return tags
}

const opening = /\{[{%#]|<%|[$%]\{/

function find(file: SourceFile): Span[] {
  const { path, text } = file
  const named = isTemplateFile(path)
  const { placeholders = [], controls = [] } = (opening.test(text) && readTemplate(file)) || {}
  // A comment behind a brace begins like one of Jinja: `server {# main`.
  const tags = [...placeholders, ...controls].filter(({ start }) => named || !text.startsWith('{#', start))
  const marks = tags.length === 0 ? wordMarksIn(text) : []
  return [...tags, ...marks, ...(named && !isForTerraform(file) ? shellPlaceholders(text) : [])].sort(
    (a, b) => a.start - b.start,
  )
}

/** Does a change of this part of the file change a tag, or write into one? */
export function touchesTag(file: SourceFile, { start, end }: Span): boolean {
  const tags = tagsOf(file)
  const tag = tags[leading(tags, each => each.end <= start)]
  return tag !== undefined && tag.start < end
}

export const tearsTag: Localized = {
  en: 'it would change what is put in when the template is filled in',
  zh: '它会改动模板填充时替换的部分',
}
