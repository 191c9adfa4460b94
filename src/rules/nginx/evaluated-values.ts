import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { countOf, nameOf } from '../../formats/nginx/syntax.ts'
import { directive as catalogued } from '../../formats/nginx/tables/index.ts'
import type { Directive, Word } from '../../tree/index.ts'

/** A value in which nginx fills in variables. */
export interface EvaluatedValue {
  readonly level: Level
  readonly directive: Directive
  readonly word: Word
}

/** Values of http{} with something to fill in, each once, of statements whose text fits. */
export function* evaluatedValues(model: NginxModel, fits: RegExp): Generator<EvaluatedValue> {
  const seen = new Set<Directive>()
  for (const level of model.levels({ world: 'http' }))
    for (const directive of level.own) {
      if (directive.block || countOf(directive) === 0 || seen.has(directive)) continue
      const { start, end } = directive.span
      if (!fits.test(directive.file.text.slice(start, end))) continue
      seen.add(directive)
      yield* valuesOf(model, level, directive)
    }
}

function* valuesOf(model: NginxModel, level: Level, directive: Directive): Generator<EvaluatedValue> {
  const name = nameOf(directive)
  const url = name === 'return' && countOf(directive) === 1
  const bits = url ? 1 : (catalogued(name, level.context, model.target)?.variables ?? 0)
  for (const [at, word] of directive.args.entries())
    if ((bits >> Math.min(at, 3)) & 1 && word.raw.includes('$')) yield { level, directive, word }
}
