import { analyze } from '../engine/index.ts'
import type { AnyRule } from '../rules/rule.ts'
import { exampleInput } from './example-input.ts'
import { readPage } from './rule-files.ts'
import { parseRulePage } from './rule-page.ts'

/** Rule → kinds of fixes (`safe`, `unsafe`, `steps`) that the findings of its page's Bad examples carry. */
export function fixKinds(rules: readonly AnyRule[]): Map<string, readonly string[]> {
  return new Map(rules.map(({ id }) => [id, kindsOf(id)]))
}

function kindsOf(id: string): string[] {
  const fixes = parseRulePage(readPage(id))
    .bad.flatMap(example => analyze(exampleInput(example, id)).findings)
    .filter(({ rule }) => rule === id)
    .flatMap(finding => finding.fixes)
  const edits = fixes.filter(fix => fix.edits.length > 0).map(fix => fix.safety)
  const steps = fixes.some(fix => fix.steps && fix.steps.length > 0) ? ['steps'] : []
  return [...(['safe', 'unsafe'] as const).filter(kind => edits.includes(kind)), ...steps]
}
