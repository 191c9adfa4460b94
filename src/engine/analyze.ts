import { run } from './run.ts'
import { openSession } from './session.ts'
import { stopwatch } from './stats.ts'
import type { Analysis, AnalyzeInput, Report } from './types.ts'

/**
 * Checks files given as values (or by a store). Pure: the same input gives the same report.
 * @throws BaselineError when `baseline` is the name of none.
 */
export const analyze = (input: AnalyzeInput): Report => analyzeHost(input).report

/** The report with the models behind it. */
export function analyzeHost(input: AnalyzeInput): Analysis {
  const watch = stopwatch(input)
  const { session, loaded } = openSession(input, watch)
  return run(session, session.store, { loaded, watch })
}
