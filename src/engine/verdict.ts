import type { Model } from '../formats/format.ts'
import { located } from './location.ts'
import type { Finding, ReportVerdict } from './types.ts'

/** What the daemon would say, with the findings (else the problems' own words) that decide it. */
export function verdictOf(model: Model, loadFindings: readonly Finding[]): ReportVerdict {
  const { loads, because } = model.verdict
  const problems = because.map(located)
  const reasons = loads === true ? [] : problems.map(problem => reasonOf(problem, loadFindings))
  return { format: model.format, root: model.root, loads, because: [...new Set(reasons)], problems }
}

function reasonOf(problem: ReportVerdict['problems'][number], findings: readonly Finding[]): string {
  const here = findings.filter(each => each.path === problem.path)
  const same =
    here.find(each => each.span.start === problem.span.start) ?? here.find(each => each.line === problem.line)
  return same?.fingerprint ?? `${problem.path}:${problem.line}: ${problem.message.en}`
}
