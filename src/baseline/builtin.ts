import { sources } from './builtin.gen.ts'
import { BaselineError, flatten } from './merge.ts'
import type { Baseline, Control } from './types.ts'
import { unknown } from './validate.ts'

const read = new Map<string, Baseline>()

export const builtinNames: readonly string[] = Object.keys(sources)

/** A built-in baseline as it is written, `extends` not yet followed. */
export function builtinSource(name: string): Baseline | undefined {
  const text = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (text === undefined) return undefined
  const baseline = read.get(name) ?? (JSON.parse(text) as Baseline)
  read.set(name, baseline)
  return baseline
}

export const defaultBaseline = 'balanced'

/**
 * One or several built-in baselines by name: `strict`, or `cis-nginx,kspp` for both at once, later ones winning.
 * @throws BaselineError for an unknown name, with the nearest known one.
 */
export function builtin(names: string): Baseline {
  const wanted = names
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  const found = wanted.map(name => {
    const source = builtinSource(name)
    if (!source) throw new BaselineError(unknown('baseline', name, builtinNames))
    return source
  })
  const [only] = found
  if (!only) throw new BaselineError({ en: 'no baseline is named', zh: '未指定基线' })
  if (found.length === 1) return flatten(only, builtinSource)
  return flatten(together(found), builtinSource)
}

/** Does a built-in baseline hold files against a rule? As `builtin` would say, without pouring all it extends together. */
export function holds(name: string, rule: string): boolean {
  const found = severitiesOf(name, rule)
  return found.length > 0 && found.find(severity => severity !== undefined) !== 'off'
}

/** What the baseline and those it extends say about a rule, what wins first. */
function severitiesOf(name: string, rule: string): readonly Control['severity'][] {
  const source = builtinSource(name)
  const own = source?.controls[rule]
  const extended = source?.extends.toReversed().flatMap(parent => severitiesOf(parent, rule)) ?? []
  return own ? [own.severity, ...extended] : extended
}

const together = (parts: readonly Baseline[]): Baseline => ({
  name: parts.map(part => part.name).join('+'),
  version: parts.map(part => part.version).join('+'),
  description: parts.map(part => part.description).join('; '),
  extends: parts.map(part => part.name),
  controls: {},
  settings: [],
})
