import { lowerAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import type { OptionsSchema } from '../rule.ts'

/** The header that an entry of `add_header`, `proxy_set_header` … is about, in lower case. */
export const headerName = (entry: Directive): string => lowerAt(entry, 0)

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
