import { knows, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Message } from '../../message/index.ts'
import type { Problem } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

const lexical = ['unclosed-quote', 'unclosed-single-quote', 'bad-backslash', 'dangling-backslash']
const foreign = /[\u00a0\ufeff]/

const textOf = ({ file, span }: Problem): string => file.text.slice(span.start, span.end)

/** A no-break space or a stray byte order mark: letters to the daemon. */
const isForeign = (problem: Problem, line: OptionLine | undefined): boolean =>
  problem.code === 'unknown-option' && foreign.test(line?.name ?? '')

function cleaned(problem: Problem, line: OptionLine, model: OpenvpnModel): Fix[] {
  const text = textOf(problem)
  const better = text.replaceAll('\ufeff', '').replaceAll('\u00a0', ' ')
  if (!knows(better.trim().split(/\s+/)[0] ?? '', model.target.openvpn)) return []
  const title = { en: 'Replace the invisible characters', zh: '替换不可见字符' }
  return [
    safe({ title, edits: [{ path: problem.file.path, span: line.directive.span, text: better }], changes: ['*'] }),
  ]
}

/** Inside double quotes every backslash of a Windows path must be doubled. */
function doubled(problem: Problem): Fix[] {
  const { file, span } = problem
  const lineStart = file.text.lastIndexOf('\n', span.start) + 1
  const quotes = file.text.slice(lineStart, span.start).split('"').length - 1
  const rest = textOf(problem)
  const close = rest.indexOf('"')
  if (quotes % 2 === 0 || close === -1) return []
  const text =
    rest.slice(0, close).replace(/\\+/g, run => (run.length % 2 === 0 ? run : `${run}\\`)) + rest.slice(close)
  return [
    safe({
      title: { en: 'Double the backslashes', zh: '将反斜杠写成两个' },
      edits: [{ path: file.path, span, text }],
      changes: ['*'],
    }),
  ]
}

const messageOf = (problem: Problem): Message => ({ id: lexical.includes(problem.code) ? problem.code : 'foreign' })

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/syntax',
  title: { en: 'Line the daemon cannot read', zh: '守护进程无法读取的行' },
  codes: lexical,
  claims: (problem, line) => lexical.includes(problem.code) || isForeign(problem, line),
  messages: {
    'unclosed-quote': { en: 'Double quote has no end on its line', zh: '双引号在本行内没有结束' },
    'unclosed-single-quote': { en: 'Single quote has no end on its line', zh: '单引号在本行内没有结束' },
    'bad-backslash': {
      en: 'Backslash stands before a character that cannot be escaped: only backslash, double quote and blank can',
      zh: '反斜杠后的字符不能转义：只能转义反斜杠、双引号和空白',
    },
    'dangling-backslash': {
      en: 'Backslash ends the file: it escapes nothing',
      zh: '文件以反斜杠结束：没有可转义的字符',
    },
    foreign: {
      en: 'Option name contains a no-break space or byte order mark: the daemon takes it for a letter',
      zh: '选项名中含有不换行空格或字节顺序标记：守护进程把它当作字母',
    },
  },
  message: messageOf,
  fixes: (problem, line, model) => {
    if (problem.code === 'bad-backslash') return doubled(problem)
    return line && isForeign(problem, line) ? cleaned(problem, line, model) : []
  },
})
