import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import type { OptionsSchema } from '../rule.ts'

/** Names in lower case: a host has few, and thousands of entries. */
const lower = new Map<string, string>()
const most = 1000

/** The header that an entry of `add_header`, `proxy_set_header` … is about, in lower case. */
export function headerName(entry: Directive): string {
  const name = argumentAt(entry, 0)
  const known = lower.get(name)
  if (known !== undefined) return known
  const made = name.toLowerCase()
  if (lower.size >= most) lower.clear()
  lower.set(name, made)
  return made
}

/** Headers that tell browsers what a page may do, lower case. */
export const browserHeaders: readonly string[] = [
  'strict-transport-security',
  'content-security-policy',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
]

/** Option of the rules that treat some headers more strictly than others. */
export const securityHeadersSchema: OptionsSchema = {
  type: 'object',
  properties: { securityHeaders: { type: 'array', items: { type: 'string' } } },
  additionalProperties: false,
}
