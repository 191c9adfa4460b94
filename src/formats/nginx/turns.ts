import { type Condition, isAmong, leading, type Span } from '../../text/index.ts'
import { type Directive, isDirective, type Node, type Tree } from '../../tree/index.ts'

/** What a template repeats: texts of its outermost loops, and what stands in them under conditions of its own. */
export interface Turns {
  readonly bodies: readonly Span[]
  readonly inner: readonly Span[]
}

/** Loops over lists; one that leaves elements out may do so to have one. */
const repeats = /^(?:\{[%{]|%\{|<%)[-+~_]?\s*(?:for|range)\b|\.each\b|\.(?:forEach|map)\(|^\{\{#\s*each\b/

/** Undefined when nothing is repeated of what a choice puts in. */
export function turnsOf(conditions: readonly Condition[], left: readonly Span[]): Turns | undefined {
  const bodies: Span[] = []
  const loops = conditions.filter(({ loop, tests: [tag = ''] }) => loop && repeats.test(tag) && !/\sif\s/.test(tag))
  for (const body of inOrder(loops.flatMap(({ branches }) => branches.slice(0, 1))))
    if (!isAmong(body, left) && !isAmong(body, bodies)) bodies.push(body)
  if (bodies.length === 0) return undefined
  const inner: Span[] = []
  const own = new Set(bodies)
  for (const branch of inOrder(conditions.flatMap(({ branches }) => branches)))
    if (!own.has(branch) && isAmong(branch, bodies) && !isAmong(branch, inner)) inner.push(branch)
  return { bodies, inner }
}

/**
 * What a choice leaves out that may say where a server listens: gaps, and loops in which `listen` stands. Nobody means a
 * list of sockets to be empty.
 */
export function withheldOf({ conditions = [], gaps = [], file }: Tree, left: readonly Span[]): readonly Span[] {
  const found = gaps.filter(gap => isAmong(gap, left))
  const bodies: Span[] = []
  for (const body of inOrder(conditions.flatMap(({ loop, branches }) => (loop ? branches.slice(0, 1) : []))))
    if (isAmong(body, left) && !isAmong(body, bodies)) bodies.push(body)
  const sockets = bodies.filter(({ start, end }) => /\blisten\s/.test(file.text.slice(start, end)))
  return inOrder([...found, ...sockets])
}

const inOrder = (spans: readonly Span[]): Span[] => spans.toSorted((a, b) => a.start - b.start || b.end - a.end)

/** Statements with those of loops in two turns. What stands in a block that is repeated itself has its second turn there. */
export function inTurns(nodes: readonly Node[], { bodies }: Turns): readonly Node[] {
  const parent = nodes.find(isDirective)?.parent
  if (parent && isAmong(parent.span, bodies)) return nodes
  const found: Node[] = []
  for (let at = 0; at < nodes.length; ) {
    const body = bodyAround(nodes[at] as Node, bodies)
    let end = at + 1
    while (body && end < nodes.length && isAmong((nodes[end] as Node).span, [body])) end++
    const run = nodes.slice(at, end)
    for (const node of body ? [...run, ...run] : run) found.push(node)
    at = end
  }
  return found
}

function bodyAround({ span }: Node, bodies: readonly Span[]): Span | undefined {
  const body = bodies[leading(bodies, each => each.start <= span.start) - 1]
  return body && span.end <= body.end ? body : undefined
}

/** Does every turn have the statement? */
export const isInEachTurn = (directive: Directive | undefined, turns: Turns | undefined): boolean =>
  directive !== undefined &&
  turns !== undefined &&
  isAmong(directive.span, turns.bodies) &&
  !isAmong(directive.span, turns.inner)
