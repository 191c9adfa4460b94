import type { Forest } from '../../formats/format.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { has, isRegex, parseRegex } from '../../formats/nginx/regex/index.ts'
import { groupOf, languageOf } from '../../formats/nginx/regex/language.ts'
import { type Edit, ownText } from '../../text/index.ts'
import { type Directive, replaceWord, type Word } from '../../tree/index.ts'
import { positional } from './scripts.ts'

/** Words in which captures of one pattern are read. */
export interface Readers {
  /** The statement with the pattern, as its first argument. */
  readonly source: Directive
  readonly words: readonly { readonly directive: Directive; readonly word: Word }[]
}

const nameOfGroup = (index: number): string => `capture${index}`

/**
 * Reads captures by name. A named group is written as it is where `$1` would be percent-encoded, so that none may hold
 * CR or LF any more; undefined where that cannot be told, or where the groups have names already.
 */
export function byName(model: NginxModel, { source, words }: Readers): Edit[] | undefined {
  const wanted = [...new Set(words.flatMap(({ word }) => positional(word.value)))]
  const [word] = source.args
  if (!word || wanted.some(index => isTaken(model, nameOfGroup(index)))) return undefined
  const pattern = named(word.value, wanted)
  if (pattern === undefined || !word.raw.includes(word.value)) return undefined
  return [
    replaceWord(
      source.file,
      word,
      word.raw.replace(word.value, () => pattern),
    ),
    ...words.map(one => replaceWord(one.directive.file, one.word, renamed(one.word.raw, wanted))),
  ]
}

const looked = new WeakMap<Forest, Map<string, boolean>>()

/** Does the word stand anywhere in the files? Every finding asks for one of the same few. */
export function isTaken({ forest }: NginxModel, name: string): boolean {
  const known = looked.get(forest) ?? new Map<string, boolean>()
  looked.set(forest, known)
  const found = known.get(name) ?? forest.trees.some(({ file }) => ownText(file).includes(name))
  known.set(name, found)
  return found
}

const renamed = (raw: string, wanted: readonly number[]): string =>
  wanted.reduce(
    (text, index) =>
      text.replaceAll(`\${${index}}`, `\${${nameOfGroup(index)}}`).replaceAll(`$${index}`, `\${${nameOfGroup(index)}}`),
    raw,
  )

function named(pattern: string, wanted: readonly number[]): string | undefined {
  const narrow = wanted.every(index => isNarrow(pattern, index)) ? pattern : withoutLineEnds(pattern)
  if (!wanted.every(index => isNarrow(narrow, index))) return undefined
  const groups = groupSpans(narrow)?.filter(({ index }) => wanted.includes(index)) ?? []
  if (groups.length < wanted.length || groups.some(({ name }) => name !== undefined)) return undefined
  let text = narrow
  for (const { start, index } of groups.toSorted((a, b) => b.start - a.start))
    text = `${text.slice(0, start + 1)}?<${nameOfGroup(index)}>${text.slice(start + 1)}`
  return text
}

function isNarrow(pattern: string, index: number): boolean {
  const regex = parseRegex(pattern)
  const group = isRegex(regex) ? groupOf(regex, index) : undefined
  if (!group) return false
  const { characters } = languageOf(group)
  return !has(characters, 10) && !has(characters, 13)
}

/** `.` → `[^\r\n]`, `[^/]` → `[^/\r\n]`. */
function withoutLineEnds(pattern: string): string {
  let text = ''
  for (let at = 0; at < pattern.length; ) {
    const end = pieceEnd(pattern, at)
    const piece = pattern.slice(at, end)
    if (piece === '.') text += '[^\\r\\n]'
    else text += piece.startsWith('[^') && piece.endsWith(']') ? `${piece.slice(0, -1)}\\r\\n]` : piece
    at = end
  }
  return text
}

/** Behind an escape, a class, or one character. */
function pieceEnd(pattern: string, at: number): number {
  if (pattern[at] === '\\') return at + 2
  if (pattern[at] !== '[') return at + 1
  let end = pattern[at + 1] === '^' ? at + 2 : at + 1
  for (end++; end < pattern.length && pattern[end] !== ']'; end++) if (pattern[end] === '\\') end++
  return end + 1
}
