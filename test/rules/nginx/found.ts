import type { Baseline } from '../../../src/baseline/types.ts'
import { type AnalyzeInput, analyze, type Finding } from '../../../src/index.ts'

/** What the tests of single rules ask: a configuration around some statements, and what one rule says about it. */

/** The statements of http{}, as a whole configuration; `rest` stands behind it. */
export const main = (http: string, rest = ''): string => `events {}\nhttp {\n${http}\n}\n${rest}`

/** A baseline of one rule. */
export const only = (rule: string, options: object = {}): Baseline => ({
  name: 'one',
  version: '1',
  description: '',
  extends: [],
  controls: { [rule]: { options: { ...options } } },
  settings: [],
})

/** What differs from a configuration of one file that only the rule looks at. */
export interface Given extends Omit<AnalyzeInput, 'files'> {
  readonly options?: object
  /** Beside nginx.conf. */
  readonly files?: Readonly<Record<string, string>>
}

/** What a rule says about the statements of http{}; without `baseline` it is the only rule that runs. */
export function findings(rule: string, http: string, { options, files, ...more }: Given = {}): readonly Finding[] {
  const report = analyze({
    roots: ['nginx.conf'],
    format: 'nginx',
    baseline: only(rule, options),
    ...more,
    files: { ...files, 'nginx.conf': main(http) },
  })
  return report.findings.filter(each => each.rule === rule)
}
