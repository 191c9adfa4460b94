import { type ActiveRule, changed } from './seen.ts'
import type { Finding } from './types.ts'

/**
 * One finding per cause: what a rule says of a statement is left to another that says more about the same one. Places
 * that only the weaker finding names go over to the other.
 */
export function settled(findings: readonly Finding[], active: readonly ActiveRule[]): readonly Finding[] {
  const yielding = new Map(active.flatMap(({ rule }) => (rule.yieldsTo ? [[rule.id, rule.yieldsTo] as const] : [])))
  const weak = findings.filter(({ rule }) => yielding.has(rule))
  if (weak.length === 0) return findings
  const strong = byPlace(findings, new Set([...yielding.values()].flat()))
  const won = new Map<Finding, Finding[]>()
  const lost = new Set<Finding>()
  for (const each of weak) {
    const winner = strong.get(placeOf(each))?.find(({ rule }) => yielding.get(each.rule)?.includes(rule))
    if (!winner) continue
    lost.add(each)
    won.set(winner, [...(won.get(winner) ?? []), each])
  }
  return findings
    .filter(each => !lost.has(each))
    .map(each => (won.has(each) ? withPlaces(each, won.get(each) ?? []) : each))
}

const placeOf = ({ path, span }: Finding): string => `${path}\0${span.start}`

function byPlace(findings: readonly Finding[], rules: ReadonlySet<string>): Map<string, Finding[]> {
  const places = new Map<string, Finding[]>()
  for (const each of findings) {
    if (!rules.has(each.rule)) continue
    const known = places.get(placeOf(each))
    if (known) known.push(each)
    else places.set(placeOf(each), [each])
  }
  return places
}

function withPlaces(finding: Finding, others: readonly Finding[]): Finding {
  const known = new Set(finding.related.map(({ path, span }) => `${path}\0${span.start}`))
  const more = others.flatMap(({ related }) => related).filter(({ path, span }) => !known.has(`${path}\0${span.start}`))
  return more.length === 0 ? finding : changed(finding, { related: [...finding.related, ...more] })
}
