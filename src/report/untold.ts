import type { FileProblem, Report } from '../engine/types.ts'

/** Problems of files beside the findings: a missing file that a finding of the same line is about is not told twice. */
export function untold({ problems, findings }: Pick<Report, 'problems' | 'findings'>): readonly FileProblem[] {
  const told = new Set(findings.filter(({ rule }) => rule === 'nginx/missing-include').map(placeOfLine))
  return problems.filter(problem => problem.code !== 'include-missing' || !told.has(placeOfLine(problem)))
}

const placeOfLine = ({ path, line }: { readonly path: string; readonly line: number }): string => `${path}:${line}`
