import type { Directive, Node, Tree } from '../../../tree/index.ts'
import type { Forest } from '../../format.ts'
import { nameOf } from '../syntax.ts'

/** More statements than any host has; stops files that include each other twice, which double at every step. */
const LIMIT = 5_000_000

/** Puts the statements of included files where their `include` stands. */
export class Expansion {
  private readonly included: ReadonlyMap<Directive, readonly Tree[]>
  private left = LIMIT

  constructor(forest: Forest) {
    this.included = forest.included ?? new Map()
  }

  /** False when the limit was hit: then the model is not complete. */
  get complete(): boolean {
    return this.left > 0
  }

  statements(nodes: readonly Node[]): readonly Directive[] {
    if (nodes.every(isPlain)) return nodes
    const found: Directive[] = []
    const stack: { nodes: readonly Node[]; at: number }[] = [{ nodes, at: 0 }]
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const node = frame.nodes[frame.at++]
      if (!node) stack.pop()
      else if (node.kind === 'directive' && !this.follow(node, stack)) found.push(node)
    }
    return found
  }

  private follow(node: Directive, stack: { nodes: readonly Node[]; at: number }[]): boolean {
    if (nameOf(node) !== 'include') return false
    const trees = this.included.get(node)
    if (!trees) return false
    for (let at = trees.length - 1; at >= 0 && this.left > 0; at--) {
      const { nodes } = trees[at] as Tree
      this.left -= nodes.length
      stack.push({ nodes, at: 0 })
    }
    return true
  }
}

/** A statement that stands for itself. */
const isPlain = (node: Node): node is Directive => node.kind === 'directive' && nameOf(node) !== 'include'
