import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Observation, Place } from '../rules/rule.ts'
import { leading, type SourceFile, type Span } from '../text/index.ts'
import type { Directive, Tree } from '../tree/index.ts'

export type Templates = ReadonlyMap<SourceFile, Pick<Tree, 'placeholders'>>

const known = new WeakMap<object, Templates>()

/** The templates among the files of a model that are not judged by filling them in. */
export function templatesOf(subject: Model | HostModel): Templates {
  const templates = known.get(subject) ?? collect(subject)
  known.set(subject, templates)
  return templates
}

/** Does a template leave open what is said? A value stands where it is said. */
export function isLeftOpen({ at }: Observation, templates: Templates): boolean {
  const template = templates.get(at.file)
  if (!template) return false
  return holdsOne(template.placeholders ?? [], head(at))
}

/** Placeholders stand in order, and apart from each other. */
function holdsOne(placeholders: readonly Span[], { start, end }: Span): boolean {
  const next = placeholders[leading(placeholders, each => each.end <= start)]
  return next !== undefined && next.start < end
}

function collect(subject: Model | HostModel): Templates {
  const map = new Map<SourceFile, Pick<Tree, 'placeholders'>>()
  for (const { forest, format } of 'forest' in subject ? [subject] : subject.nginx)
    if (format === 'nginx') for (const tree of forest.trees) if (tree.placeholders) map.set(tree.file, tree)
  return map
}

/** The place without the block that it opens. */
function head(at: Place & Partial<Directive>): Span {
  return { start: at.span.start, end: at.block ? at.block.span.start : at.span.end }
}
