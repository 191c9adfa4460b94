import { isTemplateFile } from '../../../text/index.ts'
import type { Directive, Problem } from '../../../tree/index.ts'
import type { Forest } from '../../format.ts'
import { headSpan, type LoadProblem } from './problem.ts'

const unjudged = (problem: Problem): LoadProblem => ({ ...problem, code: 'template', id: 'syntax', params: {} })

/** Files that another program still has to fill in: what they load like depends on that. */
export const templatesOf = (forest: Forest): LoadProblem[] =>
  forest.problems.filter(problem => problem.code === 'template').map(unjudged)

/** What the daemon refuses however the template is filled in: a statement without any tag takes other arguments. */
export const certainOf = (problems: readonly LoadProblem[]): LoadProblem[] =>
  problems.filter(({ id, directive }) => id === 'arguments' && directive !== undefined && isPlain(directive))

function isPlain(directive: Directive): boolean {
  const { start, end } = headSpan(directive)
  return !/[{]|<%/.test(directive.file.text.slice(start, end))
}

/**
 * A placeholder where the name of a directive belongs, in a file that no name calls a template: the daemon reads the
 * file as it is, and stops at the brace.
 */
export function strayPlaceholder(problems: readonly LoadProblem[]): LoadProblem | undefined {
  const found = problems.find(
    ({ id, directive }) =>
      id === 'unknown-directive' &&
      directive &&
      /^(?:\{[{%#]|<%)/.test(directive.name.raw) &&
      !isTemplateFile(directive.file.path) &&
      !directive.file.part,
  )
  if (!found?.directive) return undefined
  const { file, name } = found.directive
  const character = file.text[name.span.start] ?? ''
  const message = { en: `unexpected "${character}"`, zh: `意外的字符 "${character}"` }
  return { file, span: name.span, code: 'syntax', id: 'syntax', params: {}, message }
}
