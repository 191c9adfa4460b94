import { compliance } from './compliance.gen.ts'
import type { Framework } from './framework.ts'

/** How well the text or the number of a clause is known. `baseline`: the baseline of this run states it. */
export type Standing = 'source' | 'secondary' | 'unverified' | 'derived' | 'baseline'

/** One clause that a rule speaks to. */
export interface Clause {
  readonly framework: Framework
  readonly number: string
  readonly standing: Standing
}

export const frameworks: readonly Framework[] = compliance.frameworks
export const factsAsOf: string = compliance.asOf

/**
 * The clauses a rule speaks to, in the order of the frameworks.
 * @param refs what the baseline refers to for this rule, `PCI4:4.2.1`
 */
export function clausesOf(rule: string, refs: readonly string[]): Clause[] {
  return frameworks.flatMap(framework => {
    const mapped = new Map(fromMap(rule, framework).map(clause => [plainNumber(clause.number), clause]))
    const stated = fromBaseline(refs, framework).filter(
      ({ number }) => ![...mapped.keys()].some(known => known.startsWith(plainNumber(number))),
    )
    return [...mapped.values(), ...stated]
  })
}

/** `Art.51(3)` and `51(3)`, `8.1.2.2 a` and `8.1.2.2a` are one; remarks in brackets do not count. */
const plainNumber = (number: string): string =>
  number
    .replace(/^Art\./, '')
    .replace(/\s+\(.*$/, '')
    .replaceAll(' ', '')

function fromMap(rule: string, framework: Framework): Clause[] {
  const any = `${rule.split('/')[0]}/*`
  const themes = compliance.themes.filter(({ rules }) => rules.includes(rule) || rules.includes(any))
  return themes.flatMap(({ controls }) => (controls[framework.id] ?? []).map(text => clause(framework, text)))
}

function clause(framework: Framework, text: string): Clause {
  if (text.endsWith(' D')) return { framework, number: text.slice(0, -2), standing: 'derived' }
  if (text.endsWith(' U')) return { framework, number: text.slice(0, -2), standing: 'unverified' }
  return { framework, number: text, standing: text.includes('UNVERIFIED') ? 'unverified' : framework.evidence }
}

const fromBaseline = (refs: readonly string[], framework: Framework): Clause[] =>
  refs.flatMap(ref =>
    framework.prefix !== undefined && ref.startsWith(`${framework.prefix}:`)
      ? [{ framework, number: ref.slice(framework.prefix.length + 1), standing: 'baseline' as const }]
      : [],
  )
