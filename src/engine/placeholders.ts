import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Place } from '../rules/rule.ts'
import type { SourceFile, Span } from '../text/index.ts'
import type { Directive } from '../tree/index.ts'

type Placeholders = ReadonlyMap<SourceFile, readonly Span[]>

const known = new WeakMap<object, Placeholders>()

/** Does a place hold a value that a template leaves open? Then nothing can be said about it. */
export function isLeftOpen(at: Place, subject: Model | HostModel): boolean {
  const placeholders = known.get(subject) ?? collect(subject)
  known.set(subject, placeholders)
  const spans = placeholders.get(at.file)
  if (!spans) return false
  const { start, end } = head(at)
  return spans.some(span => span.start < end && start < span.end)
}

function collect(subject: Model | HostModel): Placeholders {
  const map = new Map<SourceFile, readonly Span[]>()
  for (const { forest } of 'forest' in subject ? [subject] : [...subject.nginx, ...subject.openvpn, ...subject.sysctl])
    for (const tree of forest.trees) if (tree.placeholders) map.set(tree.file, tree.placeholders)
  return map
}

/** The place without the block that it opens. */
function head(at: Place & Partial<Directive>): Span {
  return { start: at.span.start, end: at.block ? at.block.span.start : at.span.end }
}
