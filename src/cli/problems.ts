import type { Report } from '../engine/index.ts'
import { place } from '../report/frame.ts'
import { logged } from '../report/medium/plain.ts'
import { redactReport } from '../report/redact-report.ts'
import type { SourceFile } from '../text/index.ts'
import { type Session, say } from './session.ts'

/** Says on stderr what could not be read or parsed. True when there was anything. */
export function complain(report: Report, session: Session, source: (path: string) => SourceFile | undefined): boolean {
  const problems = redactReport(report, source).problems.filter(problem => !problem.warning)
  for (const problem of problems)
    session.stderr.write(`${logged(`${place(problem)}: ${say(session, problem.message)}`)}\n`)
  return problems.length > 0
}
