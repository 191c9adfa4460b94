import { parseRegex } from './parse.ts'
import { compile } from './program.ts'
import { sampleOf } from './sample.ts'
import { isRegex, type Pattern } from './syntax.ts'

/** So many combinations of alternatives are looked at. */
const MOST = 24

/**
 * Texts in which a pattern is found, one for each way through its alternatives. `first`: characters to take before all
 * others. Undefined: only PCRE can run it.
 */
export function samplesOf(source: string, ignoreCase: boolean, first: string): readonly string[] | undefined {
  const regex = parseRegex(source, ignoreCase)
  if (!isRegex(regex)) return undefined
  const texts = expand(regex.pattern).flatMap(pattern => {
    const program = compile(pattern)
    return (program && sampleOf(program, '', first)) ?? []
  })
  return [...new Set(texts)]
}

/** The pattern with one alternative chosen at every place, in as many ways as there are (and no more than a few). */
function expand(pattern: Pattern): Pattern[] {
  switch (pattern.kind) {
    case 'choice':
      return pattern.items.flatMap(expand).slice(0, MOST)
    case 'group':
      return expand(pattern.item).map(item => ({ ...pattern, item }))
    case 'repeat':
      return expand(pattern.item).map(item => ({ ...pattern, item }))
    case 'sequence':
      return pattern.items
        .reduce<Pattern[][]>((rows, item) => product(rows, expand(item)), [[]])
        .map(items => ({ kind: 'sequence', items }))
    default:
      return [pattern]
  }
}

const product = (rows: readonly Pattern[][], items: readonly Pattern[]): Pattern[][] =>
  rows.flatMap(row => items.map(item => [...row, item])).slice(0, MOST)
