import { isTemplateFile, leading } from '../../../text/index.ts'
import { type Directive, isDirective, type Problem, type Tree } from '../../../tree/index.ts'
import type { Forest } from '../../format.ts'
import type { NginxTree } from '../parse.ts'
import { nameOf } from '../syntax.ts'
import { isInEachTurn } from '../turns.ts'
import type { LoadCode } from './code.ts'
import type { LoadVerdict } from './load-verdict.ts'
import { headSpan, type LoadProblem } from './problem.ts'

const unjudged = (problem: Problem): LoadProblem => ({ ...problem, code: 'template', id: 'syntax', params: {} })

/** Files that another program still has to fill in: what they load like depends on that. */
export const templatesOf = (forest: Forest): LoadProblem[] =>
  forest.problems.filter(problem => problem.code === 'template').map(unjudged)

/** Of these problems no value and no line that a template puts in has a part. */
const twice: ReadonlySet<LoadCode> = new Set(['duplicate-directive', 'duplicate-location', 'conflicting-listen'])

const lacking: ReadonlySet<string> = new Set(
  'certificate-listen certificate-directive certificate-key certificate-key-directive certificate-key-both'.split(' '),
)

/**
 * What the daemon refuses however the template is filled in: statements without any tag that take other arguments, stand
 * in the wrong block or collide, and a certificate that nothing could bring. And names of servers of which it ignores one.
 */
export function certainOf(problems: readonly LoadProblem[], forest: Forest): LoadProblem[] {
  const trees = forest.trees as readonly NginxTree[]
  const templates = new Map(trees.map(tree => [tree.file, tree] as const))
  const odd = trees.some(tree => tree.odd)
  const gaps = trees.some(tree => tree.gaps)
  const isPlain = (directive: Directive | undefined): boolean =>
    directive !== undefined && isTagless(directive, templates.get(directive.file))
  const isCertain = ({ id, code, directive, other, warning }: LoadProblem): boolean => {
    if (id === 'context') return directive?.parent !== undefined
    if (warning)
      return id === 'name-conflict' && !gaps && [directive, other].every(each => socketsOf(each).every(isPlain))
    return twice.has(code) ? isPlain(other) : !gaps && lacking.has(id)
  }
  const isApart = (problem: LoadProblem): boolean =>
    isItself(problem) && !isInEachTurn(problem.directive, templates.get(problem.file)?.turns)
  return problems.filter(problem => {
    if (problem.open || !isPlain(problem.directive) || isApart(problem)) return false
    return problem.id === 'arguments' || (!odd && isCertain(problem))
  })
}

/** Does a statement collide with itself, in the next turn of a loop? Of a default server the other is its block. */
export const isItself = ({ id, directive, other }: LoadProblem): boolean =>
  other !== undefined && (other === directive || (id === 'listen-default' && other === directive?.parent))

/** What says where the server of a statement listens. */
const socketsOf = (name: Directive | undefined): readonly Directive[] =>
  name?.parent?.block?.nodes.filter(isDirective).filter(each => nameOf(each) === 'listen') ?? []

function isTagless(directive: Directive, template: Tree | undefined): boolean {
  const { start, end } = headSpan(directive)
  const { placeholders = [] } = template ?? {}
  const tag = placeholders[leading(placeholders, each => each.end <= start)]
  return !/[{]|<%/.test(directive.file.text.slice(start, end)) && !(tag && tag.start < end)
}

/** Of the choices among the branches of templates: false when each is refused, with all that any of them is refused for. */
export function verdictAmong(verdicts: readonly LoadVerdict[]): LoadVerdict {
  const placeOf = ({ file, span, id }: LoadProblem): string => `${file.path}\0${span.start}\0${id}`
  const because = new Map(verdicts.flatMap(verdict => verdict.because.map(each => [placeOf(each), each] as const)))
  const refused = verdicts.every(({ loads }) => loads === false)
  const warnings = new Map(verdicts.flatMap(verdict => verdict.warnings.map(each => [placeOf(each), each] as const)))
  return { loads: refused ? false : null, because: [...because.values()], warnings: [...warnings.values()] }
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
