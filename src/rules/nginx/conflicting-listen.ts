import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { argument, type Directive, deleteDirective } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe } from './load-problems.ts'

const parameters = (one: Directive): string =>
  one.args
    .slice(1)
    .map(word => word.value)
    .sort()
    .join(' ')

/** The same socket twice in one server, with the same parameters; lines of other servers that are as plainly too many go too. */
function repeated({ directive, other, id }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive || !other || id !== 'listen-duplicate' || directive.parent !== other.parent) return []
  // A line that is included twice is the only one.
  if (directive === other || parameters(directive) !== parameters(other)) return []
  const title = { en: 'Delete the repeated listen', zh: '删除重复的 listen' }
  const lines = new Set([directive, ...model.servers.flatMap(server => copies(server.written('listen')))])
  return [safe({ title, edits: [...lines].map(deleteDirective), changes: ['listen'] })]
}

/** Those that are written as one before them. */
function copies(listens: readonly Directive[]): readonly Directive[] {
  const seen = new Map<string, Directive>()
  return listens.filter(one => {
    const text = `${argument(one, 0)} ${parameters(one)}`
    const first = seen.get(text) ?? one
    seen.set(text, first)
    return first !== one
  })
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/conflicting-listen',
  title: { en: 'Socket that is claimed twice', zh: '重复声明的监听套接字' },
  codes: ['conflicting-listen'],
  fixes: repeated,
})
