import { type Literal, literalsOf } from '../../formats/nginx/credentials/literals.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'

/** The constant of `set`, or of the default of a map, that the value of a header is; undefined where others are possible. */
export function constantOf(model: NginxModel, entry: Directive, level: Level): Literal | undefined {
  const value = argumentAt(entry, 1)
  const found = /^\$(?:\{(\w+)\}|(\w+))$/.exec(value)
  const literals = found && literalsOf(model).get((found[1] ?? found[2] ?? '').toLowerCase())
  const [only, ...others] = literals ?? []
  if (!only || others.length > 0 || !/^(?:set|default)$/.test(nameOf(only.at))) return undefined
  const { values } = variablesOf(model).contents(value, { level })
  return values?.includes(only.value) && values.every(each => each === only.value || each === '') ? only : undefined
}
