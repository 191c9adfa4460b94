import type { Model } from '../formats/format.ts'
import type { HostModel } from '../rules/host/model.ts'
import type { Observation, Place } from '../rules/rule.ts'
import { contains, leading, type SourceFile, type Span } from '../text/index.ts'
import type { Directive, Tree } from '../tree/index.ts'
import { relatedOf } from './seen.ts'

export type Templates = ReadonlyMap<SourceFile, Pick<Tree, 'placeholders' | 'branches'>>

const known = new WeakMap<object, Templates>()

/** The templates among the files of a model that are not judged by filling them in. */
export function templatesOf(subject: Model | HostModel): Templates {
  const templates = known.get(subject) ?? collect(subject)
  known.set(subject, templates)
  return templates
}

/**
 * Does a template leave open what is said? A value stands where it is said, or that and all that it is about are
 * never there together.
 */
export function isLeftOpen(observation: Observation, templates: Templates): boolean {
  const { at } = observation
  const template = templates.get(at.file)
  if (!template) return false
  const { start, end } = head(at)
  if (holdsOne(template.placeholders ?? [], { start, end })) return true
  const related = relatedOf(observation)
  return related.length > 0 && related.every(each => isAlternative(at, each.at, template.branches ?? []))
}

/** Placeholders stand in order, and apart from each other. */
function holdsOne(placeholders: readonly Span[], { start, end }: Span): boolean {
  const next = placeholders[leading(placeholders, each => each.end <= start)]
  return next !== undefined && next.start < end
}

/** Do two places stand in different branches of one condition? */
function isAlternative(a: Place, b: Place, branches: readonly (readonly Span[])[]): boolean {
  if (a.file !== b.file) return false
  return branches.some(condition => {
    const own = condition.findIndex(branch => contains(branch, a.span))
    const other = condition.findIndex(branch => contains(branch, b.span))
    return own !== -1 && other !== -1 && own !== other
  })
}

function collect(subject: Model | HostModel): Templates {
  const map = new Map<SourceFile, Pick<Tree, 'placeholders' | 'branches'>>()
  for (const { forest } of 'forest' in subject ? [subject] : subject.nginx)
    for (const tree of forest.trees) if (tree.placeholders && !tree.conditions) map.set(tree.file, tree)
  return map
}

/** The place without the block that it opens. */
function head(at: Place & Partial<Directive>): Span {
  return { start: at.span.start, end: at.block ? at.block.span.start : at.span.end }
}
