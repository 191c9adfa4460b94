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
  const found = new Set<Directive>(emptyLogs(model))
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

/**
 * `access_log PATH Combined`: the name is found whatever its capitals, but what the built-in format writes is made only
 * where some log names it in small letters, names none, or is the default. Else every line is empty (measured with 1.22.1).
 */
export function emptyLogs(model: NginxModel): readonly Directive[] {
  const all = statements(model, 'access_log')
  const named = all.filter(({ entry }) => countOf(entry) > 1 && /^combined$/i.test(argumentAt(entry, 1)))
  const empty = named.map(({ entry }) => entry).filter(entry => argumentAt(entry, 1) !== 'combined')
  if (empty.length === 0 || empty.length < named.length) return []
  if (all.some(({ entry }) => countOf(entry) === 1 && argumentAt(entry, 0) !== 'off')) return []
  const levels = [...model.levels({ world: 'http' })].filter(({ context }) => logged.has(context))
  return levels.some(level => model.list(level, 'access_log').entries.length === 0) ? [] : empty
}

const logged: ReadonlySet<string> = new Set(['server', 'location', 'if-in-server', 'if-in-location', 'limit_except'])
