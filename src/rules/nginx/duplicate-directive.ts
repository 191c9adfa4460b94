import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, deleteDirective } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe } from './load-problems.ts'

const text = (directive: Directive): string => valuesOf(directive).join('\0')

/** Logs and access rules are never deleted, whatever stands beside them. */
const kept = /log$|^(?:allow|deny|auth_|satisfy)/

/** The later one of two equal statements. */
function equal({ directive, other, id }: LoadProblem): Fix[] {
  if (!directive || !other || id !== 'duplicate' || directive.block || kept.test(nameOf(directive))) return []
  if (text(directive) !== text(other)) return []
  const title = { en: `Delete the second ${nameOf(directive)}`, zh: `删除第二个 ${nameOf(directive)}` }
  return [safe({ title, edits: [deleteDirective(directive)], changes: [nameOf(directive)] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/duplicate-directive',
  title: { en: 'Statement that may stand once', zh: '只能出现一次的语句重复' },
  codes: ['duplicate-directive'],
  fixes: equal,
})
