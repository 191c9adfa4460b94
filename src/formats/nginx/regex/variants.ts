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
function expand(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'choice':
      return pattern.items.slice(0, MOST).flatMap(expand).slice(0, MOST)
    case 'group':
      return expand(pattern.item).map(item => ({ ...pattern, item }))
    case 'repeat':
      return expand(pattern.item).map(item => ({ ...pattern, item }))
    case 'sequence':
      return sequences(pattern.items).map(items => ({ kind: 'sequence', items }))
    default:
      return [pattern]
  }
}

/** Rows are copied only at places that have alternatives: a pattern may be long. */
function sequences(items: readonly Pattern[]): readonly (readonly Pattern[])[] {
  let rows: Pattern[][] = [[...items]]
  for (const [at, item] of items.entries()) {
    const choices = item.kind === 'set' || item.kind === 'assert' ? [] : expand(item)
    if (choices.length < 2 || rows.length >= MOST) continue
    rows = rows.flatMap(row => choices.map(choice => row.with(at, choice))).slice(0, MOST)
  }
  return rows
}
