import type { Place } from '../rules/rule.ts'
import { inWhole, position } from '../text/index.ts'
import type { Problem } from '../tree/index.ts'
import type { FileProblem, Location } from './types.ts'

export function locate({ file, span }: Place): Location {
  const start = position(file, span.start)
  const end = position(file, span.end)
  return {
    path: file.path,
    span: inWhole(file, { start: span.start, end: span.end }),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  }
}

/** The line is the one the daemon names, where it names another than that of the cause (the end of a block). */
function linesOf(problem: Problem): Location {
  const own = locate(problem)
  const { line } = problem
  if (typeof line !== 'number' || line === own.line) return own
  return { ...own, line, column: 1, endLine: Math.max(line, own.endLine) }
}

export const located = (problem: Problem): FileProblem => ({
  ...linesOf(problem),
  code: problem.code,
  message: problem.message,
  warning: problem.warning ?? false,
})

/** For something that has no text to point at: an unreadable file, a file of unknown kind. */
export const wholeFile = (path: string): Location => ({
  path,
  span: { start: 0, end: 0 },
  line: 1,
  column: 1,
  endLine: 1,
  endColumn: 1,
})
