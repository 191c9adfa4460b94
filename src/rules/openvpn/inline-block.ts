import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import type { Problem } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

/** The end tag in another case, when it stands exactly once after the start tag. */
function recased({ file, span }: Problem, name: string): Fix[] {
  const rest = file.text.slice(span.end)
  const tag = `</${name}>`
  const at = rest.toLowerCase().indexOf(tag.toLowerCase())
  if (at === -1 || rest.slice(at, at + tag.length) === tag) return []
  const start = span.end + at
  return [
    safe({
      title: { en: `Write ${tag}`, zh: `改写为 ${tag}` },
      edits: [{ path: file.path, span: { start, end: start + tag.length }, text: tag }],
      changes: ['*'],
    }),
  ]
}

const nameOf = (line: OptionLine | undefined): string => line?.directive.name.value ?? ''
const isStray = (line: OptionLine | undefined): boolean => nameOf(line).startsWith('/')

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/inline-block',
  title: { en: 'Inline block without its end', zh: '没有结束的内联块' },
  codes: ['inline-unterminated'],
  messages: {
    open: {
      en: 'Block <{name}> has no line that starts with </{name}>: the daemon refuses the file',
      zh: '块 <{name}> 没有以 </{name}> 开头的行：守护进程拒绝整个文件',
    },
    stray: {
      en: 'End tag <{name}> closes nothing: the daemon takes it for the start of a block',
      zh: '结束标签 <{name}> 没有对应的开始：守护进程把它当作一个块的开始',
    },
  },
  message: (_problem, line) => ({ id: isStray(line) ? 'stray' : 'open', params: { name: nameOf(line) } }),
  fixes: (problem, line) => (isStray(line) ? [] : recased(problem, nameOf(line))),
})
