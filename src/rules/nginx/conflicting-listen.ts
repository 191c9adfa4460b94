import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { deleteDirective } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe } from './load-problems.ts'

/** The same socket twice in one server, with the same parameters. */
function repeated({ directive, other, id }: LoadProblem): Fix[] {
  if (!directive || !other || id !== 'listen-duplicate' || directive.parent !== other.parent) return []
  const parameters = (one: typeof directive): string =>
    one.args
      .slice(1)
      .map(word => word.value)
      .sort()
      .join(' ')
  if (parameters(directive) !== parameters(other)) return []
  const title = { en: 'Delete the repeated listen', zh: '删除重复的 listen' }
  return [safe({ title, edits: [deleteDirective(directive)], changes: ['listen'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/conflicting-listen',
  title: { en: 'Socket that is claimed twice', zh: '重复声明的监听套接字' },
  codes: ['conflicting-listen'],
  fixes: repeated,
})
