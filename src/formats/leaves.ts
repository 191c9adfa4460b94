import type { Condition, Span } from '../text/index.ts'

/** Least and most of what a template may put in, where nothing else is said. */
export type Extent = 'least' | 'most'

/**
 * What is left out of a template in which a branch (by default none) is put in. least: of each condition that puts in
 * one branch in any case the first, of others none. most: everything but the alternatives of the branch.
 */
export function leavesOf(conditions: readonly Condition[], extent: Extent, branch?: Span): readonly Span[] {
  const left: Span[] = []
  for (const { branches, complete } of conditions) {
    const around = branch && branches.find(each => each.start <= branch.start && branch.end <= each.end)
    const kept = around ?? (complete ? branches[0] : undefined)
    if (around || extent === 'least') left.push(...branches.filter(each => each !== kept))
  }
  return disjoint(left)
}

function disjoint(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end))
    if (span.start >= (kept.at(-1)?.end ?? 0) || kept.length === 0) kept.push(span)
  return kept
}
