import { endOfCut } from '../../formats/nginx/loads/cut.ts'
import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, unsafe } from './load-problems.ts'

/** Quotes around a pattern that its own brace or semicolon has cut in two. */
function quoted({ directive, other, id }: LoadProblem): Fix[] {
  const outer = id === 'regex-cut' ? other : id.startsWith('regex-cut-') ? directive : undefined
  const start = outer?.args.at(-1)?.span.start
  const behind = outer && endOfCut(outer)
  if (!outer || start === undefined || behind === undefined) return []
  const { path, text } = outer.file
  const end = id === 'regex-cut-condition' && text[behind - 1] === ')' ? behind - 1 : behind
  const raw = text.slice(start, end)
  if (/["\s]/.test(raw)) return []
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
    'regex-cut-statement': {
      en: 'regular expression cut at "{": without quotes it opens a block, and "{name}" is not terminated by ";"',
      zh: '正则在 "{" 处被截断：没有引号时它会打开一个块，"{name}" 没有以 ";" 结束',
    },
    'regex-cut-condition': {
      en: 'regular expression cut at "{": without quotes the condition ends with "{word}"',
      zh: '正则在 "{" 处被截断：没有引号时条件止于 "{word}"',
    },
    'regex-cut-location': {
      en: 'regular expression cut at ";": without quotes it ends the statement "{name}"',
      zh: '正则在 ";" 处被截断：没有引号时它会结束语句 "{name}"',
    },
  },
  fixes: quoted,
})
