import type { NginxModel } from '../../formats/nginx/model.ts'
import { contains, leading, type SourceFile, type Span } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'

const known = new WeakMap<NginxModel, ReadonlyMap<SourceFile, readonly Span[]>>()

function gapsOf(model: NginxModel): ReadonlyMap<SourceFile, readonly Span[]> {
  const before = known.get(model)
  if (before) return before
  const found = new Map(model.forest.trees.flatMap(({ file, gaps }) => (gaps ? [[file, gaps] as const] : [])))
  known.set(model, found)
  return found
}

/** Does a template put lines of its own straight into a block, where nobody has seen them? Gaps and nodes stand in order. */
export function takesLines(model: NginxModel, { file, block }: Directive): boolean {
  const gaps = gapsOf(model).get(file)
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
