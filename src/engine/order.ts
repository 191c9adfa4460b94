import { severities } from '../rules/rule.ts'
import type { FileProblem, Finding } from './types.ts'

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Severity, path, offset, rule, subject: the order of every report. */
export const byWeight = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  text(a.path, b.path) ||
  a.span.start - b.span.start ||
  text(a.rule, b.rule) ||
  text(a.subject, b.subject)

export const byPlace = (a: FileProblem, b: FileProblem): number =>
  text(a.path, b.path) || a.span.start - b.span.start || text(a.code, b.code)
