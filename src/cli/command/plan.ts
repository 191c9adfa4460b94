import { analyze, plan } from '../../engine/index.ts'
import { type PlanRenderer, plans } from '../../report/plans.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { readInput, sourceOf } from '../input.ts'
import { readOutputs, viewOf, writeOutput } from '../output.ts'
import { complain } from '../problems.ts'
import { withProgress } from '../progress.ts'
import type { Session } from '../session.ts'

/** Prints the ordered remediation. Nothing is executed. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const outputs = readOutputs(given.values('format'), formatsOf('plan'))
  const input = await readInput(given, session)
  const { report, made } = withProgress(session, input, seen => {
    const report = analyze(seen)
    return { report, made: plan(seen, report) }
  })
  for (const output of outputs) {
    const render = await (plans[output.format] as () => Promise<PlanRenderer>)()
    writeOutput(output.file, [render(made, viewOf({ session, files: input.files }, output))], session)
  }
  return complain(report, session, path => sourceOf(input.files, path)) ? exit.unreadable : exit.clean
}
