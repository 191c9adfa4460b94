import { expect, test } from 'vitest'
import { exampleFiles, exampleTarget } from '../../src/dev/examples.ts'
import { analyze, plan } from '../../src/engine/index.ts'
import type { AnalyzeInput, PlanStep } from '../../src/engine/types.ts'
import { planSh } from '../../src/report/plan-sh.ts'
import { checkLines, undoLines } from '../../src/report/plan-step.ts'
import { inputOf, where, written } from './rules.ts'

/** The lines of a function of a script that belong to a step. */
function body(script: string, name: string, number: number): string {
  const from = script.indexOf(`\n${name}() {`)
  const whole = script.slice(from, script.indexOf('\n}\n', from))
  return new RegExp(`\\n    ${number}\\)\\n([^]*?)\\n      ;;`).exec(whole)?.[1] ?? ''
}

const asks = ({ kind }: PlanStep): boolean => kind === 'check' || kind === 'decide'

/** What is missing from the steps of a plan: a check, or a way back. */
function gaps(input: AnalyzeInput): string[] {
  const { steps, ...rest } = plan(input, analyze(input))
  const script = planSh({ steps, ...rest })
  return steps.flatMap((step, at) => {
    const checked = checkLines(step, { lang: 'en' }).length > 0 && checkLines(step, { lang: 'zh' }).length > 0
    const undone = undoLines(step, { lang: 'en' }).length > 0 && undoLines(step, { lang: 'zh' }).length > 0
    const run = asks(step) || step.verified !== undefined || body(script, 'verify_step', at + 1) !== ''
    const back = asks(step) || body(script, 'undo_step', at + 1) !== ''
    const missing = [checked ? '' : 'check', undone ? '' : 'undo', run ? '' : 'check in sh', back ? '' : 'undo in sh']
    return missing.filter(each => each !== '').map(each => `${step.id}: ${each}`)
  })
}

test.each(written)('%s: every step of every plan of its examples has a check and an undo', (id, _rule, page) => {
  for (const example of [...page.bad, ...page.good])
    for (const unsafe of [false, true])
      expect(gaps({ ...inputOf(example, id), unsafe }), where(id, example)).toEqual([])
})

test('every step of the plans in examples/ has a check and an undo', () => {
  for (const unsafe of [false, true])
    expect(gaps({ files: exampleFiles('incident'), target: exampleTarget, unsafe })).toEqual([])
})
