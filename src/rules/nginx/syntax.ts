import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { parse } from '../../formats/nginx/parse.ts'
import type { SourceFile } from '../../text/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { lacking } from './line-breaks.ts'
import { loadRule, safe, unsafe } from './load-problems.ts'
import { closed } from './unclosed.ts'

/** A byte order mark becomes part of the first word. */
function withoutMark(problem: LoadProblem): Fix[] {
  const { file } = problem
  const length = file.text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 1
  const edits = [{ path: file.path, span: { start: 0, end: length }, text: '' }]
  const title = { en: 'Delete the byte order mark', zh: '删除字节顺序标记' }
  return problem.span.start === 0 ? [safe({ title, edits, changes: ['*'] })] : []
}

/** Words that no `;` ends before the `}` of their block, or before the end of a snippet. */
function terminated({ file, span }: LoadProblem): Fix[] {
  const atEnd = span.start >= file.text.length
  if (file.text[span.start] !== '}' && !(atEnd && isWholeWith(file, ';'))) return []
  const before = file.text.slice(0, span.start)
  const end = before.trimEnd().length
  const line = before.slice(before.lastIndexOf('\n', end - 1) + 1, end)
  if (end === 0 || line.includes('#') || /[;{}]$/.test(line)) return []
  const edits = [{ path: file.path, span: { start: end, end }, text: ';' }]
  return [unsafe({ title: { en: 'End the statement with ;', zh: '用 ; 结束该语句' }, edits, changes: ['*'] })]
}

/** A snippet whose last statement does not end. */
const isWholeWith = (file: SourceFile, sign: string): boolean =>
  parse({ ...file, text: file.text.trimEnd() + sign }).problems.length === 0

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/syntax',
  title: { en: 'Text that nginx cannot read', zh: 'nginx 无法读取的文本' },
  codes: ['syntax'],
  texts: {
    'byte-order-mark': {
      en: 'byte order mark at the start of the file: nginx reads it as part of the first word',
      zh: '文件开头的字节顺序标记会被 nginx 当作第一个单词的一部分',
    },
  },
  fixes: (problem, model, context) => {
    if (problem.id === 'byte-order-mark') return withoutMark(problem)
    if (problem.id !== 'syntax') return lacking(problem, model)
    const ended = terminated(problem)
    return ended.length > 0 ? ended : closed(problem, model, context)
  },
})
