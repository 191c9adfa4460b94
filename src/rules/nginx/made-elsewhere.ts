import type { NginxModel } from '../../formats/nginx/model.ts'
import { dependsOn } from './depends-on.ts'

const models = new WeakMap<NginxModel, ReadonlySet<string>>()

/** Variables, in lower case, that nothing among the files makes: a file that is not here may. */
function unmade(model: NginxModel): ReadonlySet<string> {
  const known = models.get(model)
  if (known) return known
  const unknown = model.verdict.because.filter(({ id, open }) => id === 'variable-unknown' && open)
  const found = new Set(unknown.map(({ params }) => String(params.variable).toLowerCase()))
  models.set(model, found)
  return found
}

/** Does a value depend on a variable that a file makes which is not here? */
export function isMadeElsewhere(model: NginxModel, value: string): boolean {
  const names = value.includes('$') ? unmade(model) : undefined
  return names !== undefined && names.size > 0 && [...dependsOn(model, value)].some(name => names.has(name))
}
