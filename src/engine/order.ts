import { severities } from '../rules/rule.ts'
import type { FileProblem, Finding } from './types.ts'

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What decides where a finding stands, read once: a large host has thousands, and each is compared many times. */
interface Weighed {
  readonly finding: Finding
  readonly severity: number
  readonly path: string
  readonly start: number
}

const weighed = (finding: Finding): Weighed => ({
  finding,
  severity: severities.indexOf(finding.severity),
  path: finding.path,
  start: finding.span.start,
})

const byWeight = (a: Weighed, b: Weighed): number =>
  a.severity - b.severity ||
  text(a.path, b.path) ||
  a.start - b.start ||
  text(a.finding.rule, b.finding.rule) ||
  text(a.finding.subject, b.finding.subject)

/** By severity, path, offset, rule, subject: the order of every report. */
export const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings
    .map(weighed)
    .sort(byWeight)
    .map(({ finding }) => finding)

export const byPlace = (a: FileProblem, b: FileProblem): number =>
  text(a.path, b.path) || a.span.start - b.span.start || text(a.code, b.code)
