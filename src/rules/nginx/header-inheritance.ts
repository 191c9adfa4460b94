import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { browserHeaders, headerName, securityHeadersSchema } from './header-name.ts'
import { type ListDirective, lostEntries } from './lost-entries.ts'

interface Options {
  /** Losing one of these is medium; other names are low. Lower case; a final `*` stands for any rest. */
  readonly securityHeaders: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/header-inheritance',
  format: 'nginx',
  title: { en: 'response headers lost by inheritance', zh: '因继承规则丢失响应头' },
  severity: 'medium',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    lost: {
      en: '{directive} in {level} drops headers of {from}: {lost}',
      zh: '{level} 中的 {directive} 使 {from} 的响应头失效：{lost}',
    },
  },
  schema: securityHeadersSchema,
  defaults: {
    securityHeaders: [...browserHeaders, 'cross-origin-*', 'access-control-*', 'cache-control'],
  },
  check: (model, options) => lostEntries(model, [list('add_header', options), list('add_trailer', options)]),
})

const list = (name: string, { securityHeaders }: Options): ListDirective => ({
  name,
  key: headerName,
  uses: (_model, level) => answers(level),
  severity: lost => (lost.some(header => securityHeaders.some(pattern => matches(pattern, header))) ? 'medium' : 'low'),
})

const matches = (pattern: string, header: string): boolean =>
  pattern.endsWith('*') ? header.startsWith(pattern.slice(0, -1)) : header === pattern

/** A location that only hands the request to another location never sends a header of its own. */
const answers = (level: Level): boolean =>
  !('serve' in level) || (level as { serve?: { kind: string } }).serve?.kind !== 'rewrite'
