import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'

/** Quotes around a pattern that its own brace has cut in two. */
function quoted({ directive, other, id }: LoadProblem): Fix[] {
  const pattern = other?.args.at(-1)
  if (!directive || !other || !pattern || id !== 'regex-cut') return []
  const { path } = directive.file
  const { start } = pattern.span
  const { end } = directive.name.span
  const raw = directive.file.text.slice(start, end)
  if (/["\s]/.test(raw) || directive.args.length > 0) return []
  const edits: Edit[] = [{ path, span: { start, end }, text: `"${raw}"` }]
  return [unsafe({ title: { en: 'Put the pattern in quotes', zh: '给正则加上引号' }, edits, changes: ['*'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/invalid-regex',
  title: { en: 'Regular expression that does not compile', zh: '无法编译的正则表达式' },
  codes: ['invalid-regex'],
  texts: {
    'regex-cut': {
      en: 'regular expression cut at "{": without quotes "{name}" is read as a directive',
      zh: '正则在 "{" 处被截断：没有引号时 "{name}" 会被当作指令',
    },
  },
  fixes: quoted,
})
