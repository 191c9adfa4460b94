import { analyze, plan, type Report } from '../../engine/index.ts'
import { severalHosts } from '../../engine/machines.ts'
import { type PlanRenderer, plans } from '../../report/plans.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { formatsOf } from '../formats.ts'
import { readInput, sourceOf } from '../input.ts'
import { readOutputs, viewOf, writeOutput } from '../output.ts'
import { complain } from '../problems.ts'
import { withProgress } from '../progress.ts'
import type { Session } from '../session.ts'
import { UsageError } from '../usage-error.ts'

/** Prints the ordered remediation. Nothing is executed. */
export async function run(given: Arguments, session: Session): Promise<number> {
  const outputs = readOutputs(given.values('format'), formatsOf('plan'))
  const input = await readInput(given, session)
  const { report, made } = withProgress(session, input, seen => {
    const report = analyze(seen)
    ofOneHost(report)
    return { report, made: plan(seen, report) }
  })
  const unreadable = complain(report, session, path => sourceOf(input.files, path))
  for (const output of outputs) {
    // That there is nothing to do would not be true.
    if (unreadable && made.steps.length === 0 && output.format !== 'json') continue
    const render = await (plans[output.format] as () => Promise<PlanRenderer>)()
    writeOutput(output.file, [render(made, viewOf({ session, files: input.files }, output))], session)
  }
  return unreadable ? exit.unreadable : exit.clean
}

/** @throws UsageError for several machines. */
function ofOneHost(report: Report): void {
  const several = severalHosts(report)
  if (several) throw new UsageError(several)
}
