import type { FileProblem, Report } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { SourceFile } from '../text/index.ts'
import { CleanFinding, CleanText, cleanText } from './clean-finding.ts'
import { type KnownSecrets, secretsOf } from './known-secrets.ts'

/** A report whose texts hold no secret of the files they speak about. Edits stay as they are. */
export function redactReport(report: Report, source: (path: string) => SourceFile | undefined): Report {
  const known = (path: string): KnownSecrets => secretsOf(source(path))
  const problem = (each: FileProblem): FileProblem => ({ ...each, message: clean(each.message, known(each.path)) })
  return {
    ...report,
    findings: report.findings.map(each => new CleanFinding(each, known)),
    problems: report.problems.map(problem),
    verdicts: report.verdicts.map(verdict => ({
      ...verdict,
      because: verdict.because.map(each => cleanText(each, known(verdict.root))),
      problems: verdict.problems.map(problem),
    })),
  }
}

const clean = (text: Localized, known: KnownSecrets): Localized => new CleanText(text, known)
