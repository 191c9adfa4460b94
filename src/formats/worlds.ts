import { isAmong, type Span } from '../text/index.ts'
import { type Directive, isDirective, type Node, type Tree } from '../tree/index.ts'

/** One way in which a template may be filled in. */
export interface World {
  /** Of two values that a placeholder may have, which. */
  readonly filling: 0 | 1
  /** Texts that are left out, by the tree of their template; disjoint and in order. */
  readonly leaves: ReadonlyMap<Tree['file'], readonly Span[]>
}

/** What a format puts in where a template has a placeholder. */
export type Filler = (directive: Directive, filling: World['filling']) => Directive

/** The tree of a template in a world; of any other file itself. */
export function inWorld(tree: Tree, world: World, filler: Filler): Tree {
  if (!tree.placeholders) return tree
  const left = world.leaves.get(tree.file) ?? []
  const nodes = nodesIn(tree.nodes, left, node => filler(node, world.filling))
  return { ...tree, nodes, problems: tree.problems.filter(({ span }) => !isAmong(span, left)) }
}

type Fill = (directive: Directive) => Directive

const nodesIn = (nodes: readonly Node[], left: readonly Span[], fill: Fill): Node[] =>
  nodes.filter(({ span }) => !isAmong(span, left)).map(node => (isDirective(node) ? filled(node, left, fill) : node))

/** Made in two steps, because statements point back to the block they stand in. */
function filled(directive: Directive, left: readonly Span[], fill: Fill): Directive {
  const own = directive.open ? fill(directive) : directive
  if (!own.block || own.block.nodes.length === 0) return own
  const block: { -readonly [K in keyof typeof own.block]: (typeof own.block)[K] } = { ...own.block, nodes: [] }
  const made: Directive = { ...own, block }
  block.nodes = nodesIn(own.block.nodes, left, fill).map(node => (isDirective(node) ? { ...node, parent: made } : node))
  return made
}
