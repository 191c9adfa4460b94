import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, countOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'
import { statements } from './statements.ts'

const known = new WeakMap<NginxModel, ReadonlySet<Directive>>()

/** Lines of `access_log` that write nothing. */
export function silentLogs(model: NginxModel): ReadonlySet<Directive> {
  const found = known.get(model) ?? silentEntries(model)
  known.set(model, found)
  return found
}

function silentEntries(model: NginxModel): ReadonlySet<Directive> {
  const found = new Set<Directive>()
  for (const { entry, level } of statements(model, 'access_log')) if (isSilent(model, entry, level)) found.add(entry)
  return found
}

/** Nowhere, or under a condition that no request meets. */
function isSilent(model: NginxModel, entry: Directive, level: Level): boolean {
  const target = argumentAt(entry, 0)
  if (target === 'off' || target === '/dev/null') return true
  const condition = countOf(entry) > 1 && valuesOf(entry).find(value => value.startsWith('if='))
  if (!condition) return false
  const { values, certain } = variablesOf(model).contents(condition.slice(3), { level })
  return certain && (values?.every(value => value === '' || value === '0') ?? false)
}
