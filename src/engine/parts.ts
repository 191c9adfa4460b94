import { type Edit, leading, type Span } from '../text/index.ts'
import { type Directive, isDirective, type Tree } from '../tree/index.ts'
import { hostOfForest } from './hosts.ts'
import { real } from './search.ts'
import type { Analysis } from './types.ts'
import { wholesOf } from './wholes.ts'

/**
 * What of the files stands alone. A whole is a host, or roots that share files; a part of it is a server block. Offsets
 * count in the texts of the analysis that it was made from.
 */
export interface Parts {
  /** The file behind a path: the same for all of its names. */
  fileOf(path: string): string
  /** Undefined where nobody can tell. */
  wholeOf(path: string): number | undefined
  /** The server block that a place lies in. Just behind a block counts as in it: there its second half is put. */
  blockOf(path: string, offset: number): string | undefined
  /** Does nothing but its own files decide what is found in the whole? Roots that no folder tells apart share a host. */
  isAlone(whole: number): boolean
}

export function partsOf({ host: { models }, store }: Analysis): Parts {
  const fileOf = (path: string): string => real(path, store)
  const wholes = wholesOf(models)
  const byPath = new Map<string, number>()
  const blocks = new Map<string, Span[]>()
  for (const [at, { forest }] of models.entries())
    for (const path of [forest.root, ...forest.trees.map(({ file }) => file.path)])
      byPath.set(fileOf(path), wholes[at] ?? at)
  for (const model of models)
    if (model.format === 'nginx') for (const tree of model.forest.trees) addBlocks(blocks, tree, fileOf(tree.file.path))
  const homeless = new Set(
    models.flatMap((model, at) => (hostOfForest(model.forest) === undefined ? [wholes[at]] : [])),
  )
  return {
    fileOf,
    wholeOf: path => byPath.get(fileOf(path)),
    blockOf(path, offset) {
      const key = fileOf(path)
      const spans = blocks.get(key) ?? []
      const span = spans[leading(spans, each => each.start <= offset) - 1]
      return span && offset <= span.end + lineEnd ? `${key}\0${span.start}` : undefined
    },
    isAlone: whole => homeless.size < 2 || !homeless.has(whole),
  }
}

/** The block that edits stay within; undefined when they touch more than one, or something beside blocks. */
export function blockOfEdits(parts: Parts, edits: readonly Edit[]): string | undefined {
  const places = edits.flatMap(({ path, span }) => [parts.blockOf(path, span.start), parts.blockOf(path, span.end)])
  const [first] = places
  return places.every(each => each === first) ? first : undefined
}

/** CR LF. */
const lineEnd = 2

function addBlocks(blocks: Map<string, Span[]>, tree: Tree, key: string): void {
  const found = tree.nodes.filter(isDirective).flatMap(serversIn)
  blocks.set(
    key,
    [...(blocks.get(key) ?? []), ...found].toSorted((a, b) => a.start - b.start),
  )
}

const serversIn = (node: Directive): Span[] =>
  node.name.value === 'server'
    ? [node.span]
    : node.name.value === 'http'
      ? (node.block?.nodes ?? [])
          .filter(isDirective)
          .filter(each => each.name.value === 'server')
          .map(each => each.span)
      : []
