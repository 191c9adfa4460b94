import type { SourceFile, Span } from '../../text/index.ts'
import { readManifest } from '../manifest/block.ts'
import { deepest, type Level } from '../manifest/level.ts'
import type { Scalar } from '../scalar/index.ts'
import { Anchors, type Place } from './anchors.ts'
import { withoutTags } from './tags.ts'

/** A word, a number or a text of a YAML or JSON file. */
export interface Leaf {
  readonly text: string
  readonly span: Span
}

/** What stands below its keys. Lists are not told apart from what stands in them: a key has one value or several. */
export interface Mapping {
  readonly entries: ReadonlyMap<string, readonly Value[]>
  /** Of the key that it stands below. */
  readonly span: Span
}

export type Value = Leaf | Mapping

const known = new WeakMap<SourceFile, readonly Mapping[]>()

/** The documents of a file, also of one that is no YAML before its tags are filled in. */
export function documentsOf(file: SourceFile): readonly Mapping[] {
  const found = known.get(file) ?? read(withoutTags(file.text))
  known.set(file, found)
  return found
}

class Block implements Mapping {
  readonly entries = new Map<string, Value[]>()
  readonly span: Span

  constructor(span: Span) {
    this.span = span
  }
}

function read(text: string): readonly Mapping[] {
  const reader = new Reader(text)
  const keep = (stack: readonly Level[], at: number, scalar: Scalar | undefined): void => {
    const { start, end } = scalar ?? { start: at, end: at }
    // Behind a name: what is named stands below the comment.
    if (text[at] !== '#') reader.keep(stack, at, { text: scalar?.value.text ?? '', span: { start, end } })
  }
  const word = (stack: readonly Level[], at: number, leaf: string): void =>
    reader.keep(stack, at, { text: leaf, span: { start: at, end: at + leaf.length } })
  readManifest(text, { value: keep, item: keep, word, listed: word })
  return reader.finish()
}

class Reader {
  readonly #documents: Mapping[] = []
  readonly #blocks = new Map<Level['object'], Block>()
  readonly #anchors: Anchors<Value>

  constructor(text: string) {
    this.#anchors = new Anchors<Value>(text, {
      entriesOf: value => (value instanceof Block ? value.entries : undefined),
      unnamed: (value, from) => unnamed(text, value, from),
    })
  }

  keep(stack: readonly Level[], at: number, leaf: Leaf): void {
    if (stack.length > deepest) return
    const places = this.#placesOf(stack)
    const place = places.at(-1)
    const own = place && this.#anchors.read(leaf, at, places)
    if (own) add(place, own)
  }

  finish(): readonly Mapping[] {
    this.#anchors.settle()
    return this.#documents
  }

  /** Where the keys stand, the innermost last. */
  #placesOf(stack: readonly Level[]): Place<Value>[] {
    const places: Place<Value>[] = []
    for (const [depth, level] of stack.entries()) {
      const outer = places.at(-1)
      const { entries } = this.#blocks.get(level.object) ?? this.#begin(level, outer, stack[depth - 1])
      const place = { entries, key: level.key }
      if (!entries.has(level.key)) this.#anchors.open(place, level.at)
      places.push(place)
    }
    return places
  }

  #begin(level: Level, outer: Place<Value> | undefined, last: Level | undefined): Block {
    const block = new Block({ start: last?.at ?? 0, end: (last?.at ?? 0) + (last?.key.length ?? 0) })
    this.#blocks.set(level.object, block)
    if (outer) add(outer, block)
    else {
      this.#documents.push(block)
      this.#anchors.endDocument()
    }
    return block
  }
}

/** `&name 80:80`: what stands behind the name, on its line or in its brackets. */
function unnamed(text: string, value: Value, from: number): Leaf | undefined {
  const end = isLeaf(value) && value.text !== '' ? value.span.end : text.indexOf('\n', from)
  const rest = text.slice(from, end === -1 ? text.length : end).replace(/(?:^|\s)#.*$/, '')
  const own = rest.trim()
  const start = from + rest.length - rest.trimStart().length
  const quoted = /^(["'])(.*)\1$/.exec(own)?.[2]
  return own === '' ? undefined : { text: quoted ?? own, span: { start, end: start + own.length } }
}

function add({ entries, key }: Place<Value>, value: Value): void {
  const values = entries.get(key)
  if (values) values.push(value)
  else entries.set(key, [value])
}

export const isLeaf = (value: Value | undefined): value is Leaf => value !== undefined && 'text' in value

/** What stands below a path of keys, in all lists on the way. */
export function below(value: Value | undefined, ...keys: readonly string[]): readonly Value[] {
  let values: readonly Value[] = value ? [value] : []
  for (const key of keys) values = values.flatMap(each => (isLeaf(each) ? [] : (each.entries.get(key) ?? [])))
  return values
}

export const textsAt = (value: Value | undefined, ...keys: readonly string[]): string[] =>
  below(value, ...keys)
    .filter(isLeaf)
    .map(({ text }) => text)

/** The first of them. */
export const textAt = (value: Value | undefined, ...keys: readonly string[]): string | undefined =>
  textsAt(value, ...keys)[0]

/** Key and text of what has no further keys below. */
export const pairsAt = (value: Value | undefined, ...keys: readonly string[]): (readonly [string, string])[] =>
  below(value, ...keys).flatMap(each =>
    isLeaf(each) ? [] : [...each.entries].map(([key, [own]]) => [key, isLeaf(own) ? own.text : ''] as const),
  )
