import type { NginxModel } from '../../formats/nginx/model.ts'
import type { NginxTree } from '../../formats/nginx/parse.ts'
import { contains, leading, type SourceFile, type Span } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'

type Lines = ReadonlyMap<SourceFile, readonly Span[]>
type Which = 'gaps' | 'withheld'

const known = { gaps: new WeakMap<NginxModel, Lines>(), withheld: new WeakMap<NginxModel, Lines>() }

function linesOf(model: NginxModel, which: Which): Lines {
  const before = known[which].get(model)
  if (before) return before
  const trees = model.forest.trees as readonly NginxTree[]
  const found = new Map(trees.flatMap(tree => (tree[which] ? [[tree.file, tree[which]] as const] : [])))
  known[which].set(model, found)
  return found
}

/** Does a template put lines of its own straight into a block, where nobody has seen them? Gaps and nodes stand in order. */
export function takesLines(model: NginxModel, { file, block }: Directive, which: Which = 'gaps'): boolean {
  const gaps = linesOf(model, which).get(file)
  if (!gaps || !block) return false
  const { span, nodes } = block
  for (let at = leading(gaps, gap => gap.start < span.start); at < gaps.length; at++) {
    const gap = gaps[at] as Span
    if (gap.start >= span.end) return false
    const node = nodes[leading(nodes, each => each.span.start <= gap.start) - 1]
    if (contains(span, gap) && !(node && contains(node.span, gap))) return true
  }
  return false
}
