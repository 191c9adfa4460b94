import { exampleInput } from '../../src/dev/example-input.ts'
import { readPage } from '../../src/dev/rule-files.ts'
import { type Example, parseRulePage, type RulePage } from '../../src/dev/rule-page.ts'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import { rules } from '../../src/rules/registry.gen.ts'
import type { AnyRule } from '../../src/rules/rule.ts'

export const ids: readonly string[] = rules.map(({ id }) => id)

/** `[id, rule, page]` of every rule, for `test.each`. */
export const written: readonly (readonly [string, AnyRule, RulePage])[] = rules.map(rule => [
  rule.id,
  rule,
  parseRulePage(readPage(rule.id)),
])

export const inputOf = (example: Example, id: string): AnalyzeInput => exampleInput(example, id)
export const reportOf = (example: Example, id: string): Report => analyze(inputOf(example, id))

/** Shown when an example fails: where it stands on the page. */
export const where = (id: string, example: Example): string => `src/rules/${id}.md:${example.line}`
