import type { NginxModel } from '../../formats/nginx/model.ts'
import { type GroupSpan, groupSpans, overlap } from '../../formats/nginx/regex/groups.ts'
import { type CharSet, intersect, isRegex, of, parseRegex, union } from '../../formats/nginx/regex/index.ts'
import { languageOf } from '../../formats/nginx/regex/language.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { byName } from './named-captures.ts'
import { hasNamed, isAbsolute, positional, repeats } from './scripts.ts'
import { statements } from './statements.ts'
import { upgrade } from './upgrade.ts'
import { riskOf } from './version-risk.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/rewrite-overlapping-captures',
  format: 'nginx',
  title: { en: 'overlapping captures in one replacement', zh: '同一替换文本中使用重叠的捕获组' },
  severity: 'high',
  confidence: 'high',
  tags: ['version', 'injection'],
  messages: {
    overflow: {
      en: '`rewrite {pattern}` puts ${first} and ${second} into `{replacement}`, which take the same characters: {cve} overflows a buffer below nginx {fixed}',
      zh: '`rewrite {pattern}` 把取到相同字符的 ${first} 与 ${second} 写入 `{replacement}`：nginx {fixed} 之前存在缓冲区溢出 {cve}',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('rewrite').length === 0) return
    const risk = riskOf(model, 'CVE-2026-9256')
    if (risk.exposure === 'fixed') return
    for (const { level, entry } of statements(model, 'rewrite')) {
      const pair = overlapping(entry)
      if (!pair) continue
      const [first, second] = pair
      const pattern = argument(entry, 0) ?? ''
      const params = { pattern, replacement: argument(entry, 1) ?? '', first: first.index, second: second.index }
      yield {
        at: placeOf(entry),
        subject: `${level.subject} rewrite ${pattern}`,
        message: { id: 'overflow', params: { ...params, cve: risk.cve, fixed: risk.fixed } },
        ...risk.weight,
        fixes: () => [upgrade, ...named(model, entry)],
      }
    }
  },
})

/** Named groups are written as they are: nothing is escaped, and nothing sized as if it were not. */
function named(model: NginxModel, rewrite: Directive): Fix[] {
  const word = rewrite.args[1]
  const edits = word && byName(model, { source: rewrite, words: [{ directive: rewrite, word }] })
  if (!edits) return []
  const title = { en: 'read the captures by name, without line ends', zh: '按名称读取捕获组，且不含换行' }
  return [{ title, safety: 'unsafe', edits, changes: ['*'] }]
}

/** Two captures of the replacement that are escaped and that can take the same characters, some of which need escaping. */
function overlapping(rewrite: Directive): readonly [GroupSpan, GroupSpan] | undefined {
  const pattern = argument(rewrite, 0) ?? ''
  const replacement = (argument(rewrite, 1) ?? '').replace(/\?$/, '')
  const captures = positional(replacement)
  if (captures.length < 2 || repeats(captures) || hasNamed(replacement)) return undefined
  const escaped = escapedCaptures(replacement, argument(rewrite, 2))
  const groups = escaped.length < 2 ? [] : (groupSpans(pattern) ?? []).filter(({ index }) => escaped.includes(index))
  for (const a of groups)
    for (const b of groups)
      if (a.index < b.index && overlap(a, b) && needsEscape(pattern, a) && needsEscape(pattern, b)) return [a, b]
  return undefined
}

/** All of them in a redirect, otherwise those behind the `?`. */
function escapedCaptures(replacement: string, flag: string | undefined): readonly number[] {
  if (flag === 'redirect' || flag === 'permanent' || isAbsolute(replacement)) return positional(replacement)
  const query = replacement.indexOf('?')
  return query === -1 ? [] : positional(replacement.slice(query))
}

/** Characters that become three in a query. */
const escapedSet = (): CharSet => union(of(' #%&+?'), [[0, 31]], [[127, 0xffff]])

/** What only PCRE can read may hold anything. */
function needsEscape(pattern: string, { start, end }: GroupSpan): boolean {
  const regex = parseRegex(pattern.slice(start, end))
  if (!isRegex(regex)) return true
  return intersect(languageOf(regex.pattern).characters, escapedSet()).length > 0
}
