import type { SourceFile, Span } from '../../text/index.ts'
import { readManifest } from '../manifest/block.ts'
import { deepest, type Level } from '../manifest/level.ts'
import type { Scalar } from '../scalar/index.ts'
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

  add(key: string, value: Value): void {
    const values = this.entries.get(key)
    if (values) values.push(value)
    else this.entries.set(key, [value])
  }
}

function read(text: string): Mapping[] {
  const documents: Mapping[] = []
  const blocks = new Map<Level['object'], Block>()
  const blockOf = (stack: readonly Level[]): Block | undefined => {
    if (stack.length > deepest) return undefined
    let outer: Block | undefined
    let last: Level | undefined
    for (const level of stack) {
      const block = blocks.get(level.object) ?? new Block(spanOf(last))
      if (!blocks.has(level.object)) {
        blocks.set(level.object, block)
        if (outer && last) outer.add(last.key, block)
        else documents.push(block)
      }
      outer = block
      last = level
    }
    return outer
  }
  const keep = (stack: readonly Level[], at: number, leaf: string): void => {
    const end = at + leaf.length
    blockOf(stack)?.add(stack.at(-1)?.key ?? '', { text: leaf, span: { start: at, end } })
  }
  const value = (stack: readonly Level[], at: number, scalar: Scalar | undefined): void => {
    const { start, end } = scalar ?? { start: at, end: at }
    blockOf(stack)?.add(stack.at(-1)?.key ?? '', { text: scalar?.value.text ?? '', span: { start, end } })
  }
  readManifest(text, { value, item: value, word: keep, listed: keep })
  return documents
}

const spanOf = (level: Level | undefined): Span => ({
  start: level?.at ?? 0,
  end: (level?.at ?? 0) + (level?.key.length ?? 0),
})

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
