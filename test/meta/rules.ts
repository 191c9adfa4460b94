import { exampleInput } from '../../src/dev/example-input.ts'
import { readPage } from '../../src/dev/rule-files.ts'
import { type Example, parseRulePage, type RulePage } from '../../src/dev/rule-page.ts'
import { analyze, fix } from '../../src/engine/index.ts'
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

type Files = Readonly<Record<string, string>>

/** The files after every fix of the rule, unsafe ones too, and why some were refused. */
export function fixed(
  files: Files,
  example: Example,
  id: string,
): { files: Files; rejected: string[]; applied: number } {
  const input: AnalyzeInput = { ...inputOf(example, id), files, unsafe: true }
  const result = fix(input, analyze(input), finding => finding.rule === id)
  return {
    files: { ...files, ...Object.fromEntries(result.files) },
    rejected: result.rejected.map(({ because }) => because.en),
    applied: result.applied.length,
  }
}
