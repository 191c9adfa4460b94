import type { SourceFile } from '../source.ts'
import type { Span } from '../span.ts'
import { BranchReader, type Condition } from './branches.ts'
import { isGap } from './gaps.ts'
import { isTerraform, terraformTags } from './terraform.ts'
import { isUnescaped } from './unescaped.ts'

/** A configuration that another program still has to fill in, readable as if it were filled in. */
export interface Template {
  /** The text with every placeholder as a word and every control tag as blanks; as long as the text itself. */
  readonly masked: string
  /** Where values are put in. */
  readonly placeholders: readonly Span[]
  /** Where whole statements are put in, or may be. */
  readonly gaps: readonly Span[]
  /** Conditions and loops, inner ones first. */
  readonly conditions: readonly Condition[]
  /** Tags that no value comes out of, comments among them. */
  readonly controls: readonly Span[]
  /** Where some of its text goes to is not known. */
  readonly odd: boolean
}

const templateEnds =
  '.j2 .jinja .jinja2 .tmpl .tpl .tftpl .gotmpl .ctmpl .erb .ejs .eex .hbs .njk .twig .template .mustache'.split(' ')

export const isTemplateFile = (path: string): boolean => templateEnds.some(end => path.endsWith(end))

/** By its own name, or because it lies where roles and modules keep their templates. */
export const isTemplatePlace = (path: string): boolean => isTemplateFile(path) || /(?:^|\/)templates\//.test(path)

/** The path of what a template becomes: `99-x.conf.j2` → `99-x.conf`. */
export function filledPath(path: string): string {
  const end = templateEnds.find(each => path.endsWith(each))
  return end === undefined ? path : path.slice(0, -end.length)
}

/** Opening of a tag → its end, and whether a value comes out of it. Longer openings first. */
const tags: readonly (readonly [open: string, close: string, value: boolean])[] = [
  ['{{', '}}', true],
  ['{%', '%}', false],
  ['{#', '#}', false],
  ['<%#', '%>', false],
  ['<%=', '%>', true],
  ['<%', '%>', false],
]

/** Go and Jinja write control words inside `{{ … }}` too, and comments. */
const control =
  /^\{\{-?\s*(?:\/\*|if\b|else\b|end\b|range\b|with\b|define\b|template\b|block\b|!|#|\/|\^)|^\{\{-?\s*\$\w+\s*:?=/

/** A character that is part of a word wherever it stands. */
export const INK = '\ue000'

/** Filled in by Terraform, to which `${name}` is a value and not a variable. In its parts that is a tag like others. */
export const isForTerraform = ({ path, text, part }: Pick<SourceFile, 'path' | 'text' | 'part'>): boolean =>
  part === undefined && isTemplateFile(path) && isTerraform(path, text)

/** Finds the tags of Jinja, Go, Mustache, ERB and Terraform. Undefined when there are none. Linear. */
export function readTemplate(file: Pick<SourceFile, 'path' | 'text' | 'part'>, from = 0): Template | undefined {
  const { text } = file
  const found = isForTerraform(file) ? terraformTags(text, from) : tagsIn(text, from)
  if (found.length === 0) return undefined
  const placeholders = found.filter(({ value }) => value)
  const controls = found.filter(({ value }) => !value)
  const reader = new BranchReader()
  for (const tag of controls) reader.take(text.slice(tag.start, tag.end), tag)
  const blank = filledWith(' ', text, found)
  const gaps = found.filter(tag => isGap(text, tag, tag.value)).map(({ start, end }) => ({ start, end }))
  const { conditions, odd } = reader
  return { masked: filledWith(INK, blank, placeholders), placeholders, gaps, conditions, controls, odd }
}

/** A template without any tag. */
export const plainTemplate = (text: string): Template => ({
  ...{ masked: text, placeholders: [], gaps: [], conditions: [], controls: [], odd: false },
})

interface Tag extends Span {
  /** A value comes out of it. */
  readonly value: boolean
}

function tagsIn(text: string, from: number): Tag[] {
  const found: Tag[] = []
  const missing = new Set<string>()
  for (let at = next(text, from); at !== -1; at = next(text, at)) {
    const tag = tags.find(([open, close]) => !missing.has(close) && text.startsWith(open, at))
    const end = tag ? text.indexOf(tag[1], at + tag[0].length) : -1
    if (!tag || end === -1) {
      if (tag) missing.add(tag[1])
      at++
      continue
    }
    const stop = end + tag[1].length
    const value = tag[2]
      ? !control.test(text.slice(at, Math.min(stop, at + 80)))
      : isUnescaped(headAndEnd(text, at, stop))
    found.push({ start: at, end: stop, value })
    at = stop
  }
  return found
}

/** A tag as it is, of a long one only what decides. */
const headAndEnd = (text: string, start: number, end: number): string =>
  end - start <= 600 ? text.slice(start, end) : text.slice(start, start + 300) + text.slice(end - 300, end)

/**
 * The template with placeholders that are all of their line, where a statement may begin, as blanks: they bring whole
 * statements or none, and what follows is no part of them.
 */
export function withoutLines(template: Template, from = 0): Template {
  const { masked, placeholders } = template
  const inked = filledWith(INK, masked, placeholders)
  const blank: Span[] = []
  let before = ';'
  let waiting: Span[] = []
  for (let start = from; start < inked.length; ) {
    const end = lineEnd(inked, start)
    const line = inked.slice(start, end).trim()
    const significant = line !== '' && !line.startsWith('#')
    if (significant && onlyInk.test(line) && ';{}'.includes(before)) waiting.push({ start, end })
    else if (significant) {
      if (!';{'.includes(line[0] as string)) for (const gap of waiting) blank.push(gap)
      waiting = []
      before = line.at(-1) as string
    }
    start = end + 1
  }
  return { ...template, masked: filledWith(' ', masked, [...blank, ...waiting]) }
}

const onlyInk = /^[\ue000 \t]+$/

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

export function filledWith(character: string, text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let done = 0
  for (const { start, end } of spans) {
    parts.push(text.slice(done, start), character.repeat(end - start))
    done = end
  }
  return parts.join('') + text.slice(done)
}

function next(text: string, from: number): number {
  for (let at = from; at < text.length - 1; at++) {
    const character = text.charCodeAt(at)
    if (character !== 123 && character !== 60) continue
    const after = text[at + 1]
    if (character === 123 ? after === '{' || after === '%' || after === '#' : after === '%') return at
  }
  return -1
}

const wordMark = /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__|@[A-Za-z]\w*@|%%[A-Z][A-Z0-9_]*%%/

/** `__NAME__`, `@NAME@`, `%%NAME%%` in words of nginx, for which `${NAME}` is a variable of its own. */
export const wordMarksIn = (text: string): Span[] =>
  [...text.matchAll(new RegExp(wordMark, 'g'))].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
  }))

export const holdsWordMark = (text: string): boolean => wordMark.test(text)

/** `${NAME}` and `$NAME` in capitals: what envsubst fills in where the file is a template for it. */
export const shellPlaceholders = (text: string): Span[] =>
  [...text.matchAll(/\$(?:\{[A-Z][A-Z0-9_]*\}|[A-Z][A-Z0-9_]*(?![a-z]))/g)].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
  }))

/**
 * Names in capitals between marks, as scripts and installers write what they put in: `${NAME}`, `%%NAME%%`, `@@NAME@@`,
 * `__NAME__`. Only where a format knows no such words itself.
 */
export const markedPlaceholders = (text: string): Span[] =>
  [...text.matchAll(marked)].map(found => ({ start: found.index, end: found.index + found[0].length }))

const marked = /\$\{[A-Z][A-Z0-9_]*\}|%%[A-Z][A-Z0-9_]*%%|@@[A-Z][A-Z0-9_]*@@|\b__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__\b/g

export const hasMarks = (text: string): boolean => text.search(marked) !== -1
