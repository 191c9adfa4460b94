import { leading } from '../ordered.ts'
import type { Span } from '../span.ts'
import { type Asked, askedBy } from './asked.ts'
import type { Condition } from './branches.ts'
import { questionOf, Supposed } from './supposed.ts'

/** A condition, in which branch of which other one it stands, and what is asked for each of its branches. */
interface Nested {
  readonly branches: readonly Span[]
  readonly asked: readonly Asked[]
  readonly outer: number
  readonly branch: number
}

/** As many choices as are made among the branches of templates. */
const most = { short: 9, long: 4, chain: 16 }

/** Characters from which templates are long. */
const long = 100_000

/**
 * Choices among the branches of templates that are filled in together; of each choice the texts that it leaves out, for
 * each template, in order. Up to three questions are answered in every way. Of more, any two are answered in every way
 * together; those beyond the 35th like an earlier one, and of long templates those beyond the second. One branch at
 * least of a chain is put in by each choice: of chains longer than the number of choices the last are by none.
 */
export function choicesAmong(templates: readonly (readonly Condition[])[], length: number): readonly Choice[] {
  const nested = templates.map(nestedIn)
  const questions = new Map<string, number>()
  for (const conditions of nested) for (const { asked } of conditions) for (const each of asked) count(each, questions)
  const chains = nested.flatMap(conditions => conditions.map(({ branches }) => branches.length + 1))
  const longest = chains.reduce((a, b) => Math.max(a, b), 0)
  const rows = Math.max(length > long ? most.long : most.short, longest > 3 ? Math.min(longest, most.chain) : 0)
  const wish = length > long || questions.size <= 3 ? everyWay(length > long ? 2 : 3) : inPairs
  const found = new Map<string, Choice>()
  for (let row = 0; row < rows; row++) {
    const supposed = new Supposed(question => wish(row, questions.get(question) ?? 0))
    const choice = nested.map(conditions => leftOut(conditions, supposed, row))
    const key = choice.map(left => left.map(({ start }) => start).join(' ')).join('/')
    if (!found.has(key)) found.set(key, choice)
  }
  return [...found.values()]
}

/** Of each template what is left out. */
export type Choice = readonly (readonly Span[])[]

function count(asked: Asked, questions: Map<string, number>): void {
  if (asked.kind === 'not') count(asked.of, questions)
  else if (asked.kind !== 'truth') for (const each of asked.of) count(each, questions)
  else if (!questions.has(questionOf(asked))) questions.set(questionOf(asked), questions.size)
}

const everyWay = (bits: number) => (row: number, question: number) => ((row >> (question % bits)) & 1) === 0

/** Four of seven: any two of such sets share a place, and each has one that the other has not. */
const columns: readonly number[] = Array.from({ length: 128 }, (_, set) => set).filter(
  set => [0, 1, 2, 3, 4, 5, 6].filter(at => (set >> at) & 1).length === 4,
)

/** The first row answers yes to all, the second no; of any two questions the others answer one so and one so. */
const inPairs = (row: number, question: number): boolean =>
  row < 2 ? row === 0 : ((columns[question % columns.length] as number) >> ((row - 2) % 7)) % 2 === 1

/** Conditions from first to last, outer ones before inner ones. */
function nestedIn(conditions: readonly Condition[]): Nested[] {
  const sorted = conditions.toSorted((a, b) => startOf(a) - startOf(b))
  const open: number[] = []
  const found: Nested[] = []
  for (const [at, { branches, tests }] of sorted.entries()) {
    const start = branches[0]?.start ?? 0
    while (open.length > 0 && endOf(found[open.at(-1) as number]) < start) open.pop()
    const outer = open.at(-1) ?? -1
    const around = found[outer]?.branches ?? []
    found.push({ branches, asked: tests.map(askedBy), outer, branch: leading(around, each => each.start <= start) - 1 })
    open.push(at)
  }
  return found
}

const startOf = ({ branches }: Condition): number => branches[0]?.start ?? 0
const endOf = (nested: Nested | undefined): number => nested?.branches.at(-1)?.end ?? 0

function leftOut(conditions: readonly Nested[], supposed: Supposed, row: number): Span[] {
  const chosen: number[] = []
  const left: Span[] = []
  for (const { branches, asked, outer, branch } of conditions) {
    const isIn = outer === -1 || chosen[outer] === branch
    const own = isIn ? chosenOf(asked, supposed, row) : -2
    chosen.push(own)
    if (isIn) for (const [at, each] of branches.entries()) if (at !== own) left.push(each)
  }
  return left.sort((a, b) => a.start - b.start)
}

/** The branch of a condition, -1 for none. Those of a chain take turns. */
function chosenOf(asked: readonly Asked[], supposed: Supposed, row: number): number {
  if (asked.length < 3) return asked.findIndex(each => supposed.holds(each))
  const turn = row % (asked.length + 1)
  return asked.findIndex((each, at) => {
    const known = supposed.known(each)
    if (known === undefined) supposed.suppose(each, at === turn)
    return known ?? at === turn
  })
}
