import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Place } from '../rules/rule.ts'
import { contains, leading, type SourceFile, type Span } from '../text/index.ts'
import { type Block, isDirective, type Node, type Tree } from '../tree/index.ts'

/** Where a template puts statements in that nobody has seen. */
export interface Gap {
  readonly file: SourceFile
  readonly span: Span
  /** The innermost block around it; undefined at the top of its file. */
  readonly block: Span | undefined
}

const known = new WeakMap<object, readonly Gap[]>()

/** The gaps of the templates among the files of a model. */
export function gapsOf(subject: Model | HostModel): readonly Gap[] {
  const gaps = known.get(subject) ?? collect(subject)
  known.set(subject, gaps)
  return gaps
}

/** May a template bring what is said to be written nowhere? */
export function mayBeFilled(at: Place, gaps: readonly Gap[]): boolean {
  const { lacks } = at
  return lacks !== undefined && gaps.some(gap => lacks === 'anywhere' || reaches(gap, at, lacks))
}

/** A gap in the block itself, or in one around it. */
function reaches({ file, span, block }: Gap, at: Place, lacks: Span): boolean {
  if (block === undefined) return true
  return file === at.file && (contains(lacks, span) || contains(block, at.span))
}

function collect(subject: Model | HostModel): Gap[] {
  const models = 'forest' in subject ? [subject] : [...subject.nginx, ...subject.openvpn, ...subject.sysctl]
  return models.flatMap(({ forest }) => forest.trees.flatMap(gapsIn))
}

/** A comment at the top of a file says who wrote it: `# {{ ansible_managed }}`. */
const gapsIn = (tree: Tree): Gap[] =>
  (tree.gaps ?? [])
    .map(span => ({ file: tree.file, span, block: innermost(tree, span)?.span }))
    .filter(({ block, span }) => block !== undefined || !isComment(tree.file.text, span))

const isComment = (text: string, { start }: Span): boolean =>
  text.slice(text.lastIndexOf('\n', start - 1) + 1, start).includes('#')

/** The innermost block around a place of a file. */
export function innermost(tree: Tree, span: Span): Block | undefined {
  let block: Block | undefined
  let nodes: readonly Node[] = tree.nodes
  for (;;) {
    const around = nodes[leading(nodes, each => each.span.start < span.start) - 1]
    if (!around || !isDirective(around) || !around.block || !contains(around.block.span, span)) return block
    block = around.block
    nodes = block.nodes
  }
}
