import { analyze, type Plan, plan } from '../../engine/index.ts'
import type { View } from '../../report/view.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { readInput, sourceOf } from '../input.ts'
import { readOutputs, viewOf, writeOutput } from '../output.ts'
import { complain } from '../problems.ts'
import { withProgress } from '../progress.ts'
import type { Session } from '../session.ts'

type Renderer = (plan: Plan, view: View) => string

/** Every form of a plan. */
const forms: Readonly<Record<string, () => Promise<Renderer>>> = {
  text: async () => (await import('../../report/plan-text.ts')).renderPlan,
  markdown: async () => (await import('../../report/plan-markdown.ts')).renderPlan,
  sh: async () => {
    const { planSh } = await import('../../report/plan-sh.ts')
    return (made, view) => planSh(made, view.lang)
  },
  json: async () => (await import('../../report/plan-json.ts')).renderPlan,
}

/** Prints the ordered remediation. Nothing is executed. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const outputs = readOutputs(given, Object.keys(forms))
  const input = await readInput(given, session)
  const { report, made } = withProgress(session, () => {
    const report = analyze(input)
    return { report, made: plan(input, report) }
  })
  for (const output of outputs) {
    const render = await (forms[output.format] as (typeof forms)[string])()
    writeOutput(output.file, [render(made, viewOf({ session, files: input.files }, output))], session)
  }
  return complain(report, session, path => sourceOf(input.files, path)) ? exit.unreadable : exit.clean
}
