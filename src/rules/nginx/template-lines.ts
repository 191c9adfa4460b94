import type { NginxModel } from '../../formats/nginx/model.ts'
import { contains, type SourceFile, type Span } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'

const known = new WeakMap<NginxModel, ReadonlyMap<SourceFile, readonly Span[]>>()

function gapsOf(model: NginxModel): ReadonlyMap<SourceFile, readonly Span[]> {
  const before = known.get(model)
  if (before) return before
  const found = new Map(model.forest.trees.flatMap(({ file, gaps }) => (gaps ? [[file, gaps] as const] : [])))
  known.set(model, found)
  return found
}

/** Does a template put lines of its own straight into a block, where nobody has seen them? */
export function takesLines(model: NginxModel, { file, block }: Directive): boolean {
  const gaps = gapsOf(model).get(file) ?? []
  return gaps.some(gap => block && contains(block.span, gap) && !block.nodes.some(({ span }) => contains(span, gap)))
}
