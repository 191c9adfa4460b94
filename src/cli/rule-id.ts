import { ruleIds as ids } from '../rules/by-format.gen.ts'
import { nearest } from '../text/index.ts'
import { UsageError } from './usage-error.ts'

/**
 * The id of a rule as somebody named it. The part before the slash may be left out where the rest is unique.
 * @throws UsageError when there is no such rule, with the nearest there is.
 */
export function checkedRule(name: string): string {
  if (ids.includes(name)) return name
  const same = ids.filter(id => id.endsWith(`/${name}`))
  if (same.length === 1) return same[0] as string
  const short = (id: string): string => id.slice(id.indexOf('/') + 1)
  const close = same[0] ?? nearest(name, ids) ?? ids.find(id => nearest(name, [short(id)]))
  throw new UsageError({ en: `unknown rule "${name}"`, zh: `未知规则 "${name}"` }, close)
}
