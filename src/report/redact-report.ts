import type { FileProblem, Report } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { SourceFile } from '../text/index.ts'
import { CleanFinding, CleanText, cleanText } from './clean-finding.ts'
import { secrets } from './redact.ts'

/** Shorter secrets are not searched for in messages: they would be found inside other words. */
const shortest = 6

/** A report whose texts hold no secret of the files they speak about. Edits stay: they must apply. */
export function redactReport(report: Report, source: (path: string) => SourceFile | undefined): Report {
  const literal = new Map<string, readonly string[]>()
  const known = (path: string): readonly string[] => {
    const values = literal.get(path) ?? secretTexts(source(path))
    literal.set(path, values)
    return values
  }
  const problem = (each: FileProblem): FileProblem => ({ ...each, message: clean(each.message, known(each.path)) })
  return {
    ...report,
    findings: report.findings.map(each => new CleanFinding(each, known(each.path))),
    problems: report.problems.map(problem),
    verdicts: report.verdicts.map(verdict => ({
      ...verdict,
      because: verdict.because.map(each => cleanText(each, known(verdict.root))),
      problems: verdict.problems.map(problem),
    })),
  }
}

/** The secrets of a file, long ones first. */
export function secretTexts(file: SourceFile | undefined): readonly string[] {
  if (!file) return []
  const texts = secrets(file).map(({ start, end }) => file.text.slice(start, end).trim())
  return [...new Set(texts.filter(text => text.length >= shortest))].sort((a, b) => b.length - a.length)
}

const clean = (text: Localized, known: readonly string[]): Localized => new CleanText(text, known)
