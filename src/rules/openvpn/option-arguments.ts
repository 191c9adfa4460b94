import { hasLetter, type OpenvpnModel, type OptionLine, optionInfo } from '../../formats/openvpn/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

/** Options whose words belong into one pair of quotes: a push, or a script with its arguments. */
function joined(line: OptionLine): Fix[] {
  const script = hasLetter(line.name, 'u') && line.name !== 'auth-user-pass-verify'
  const [first, final] = [line.words[0], line.words.at(-1)]
  const plain = line.words.every(word => word.raw === word.value && !/["\\]/.test(word.value))
  if (!(script || line.name === 'push') || !first || !final || line.words.length < 2 || !plain) return []
  const span = { start: first.span.start, end: final.span.end }
  return [
    safe({
      title: { en: 'Put the words into quotes', zh: '给这些词加上引号' },
      edits: [{ path: line.directive.file.path, span, text: `"${line.params.join(' ')}"` }],
      changes: [line.name],
    }),
  ]
}

const expected = (line: OptionLine, model: OpenvpnModel): string => {
  const arity = optionInfo(line.name)?.arity(model.target.openvpn)
  if (!arity) return ''
  if (arity.max === Number.POSITIVE_INFINITY) return `${arity.min}+`
  return arity.min === arity.max ? `${arity.min}` : `${arity.min}–${arity.max}`
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/option-arguments',
  title: { en: 'Wrong number of parameters', zh: '参数个数错误' },
  codes: ['option-arguments'],
  messages: {
    count: {
      en: 'Option "{name}" has {count} parameters, it takes {expected}: the daemon refuses the file',
      zh: '选项 "{name}" 有 {count} 个参数，需要 {expected} 个：守护进程拒绝整个文件',
    },
  },
  message: (_problem, line, model) => ({
    id: 'count',
    params: {
      name: line?.name ?? '',
      count: line?.inline ? 1 : (line?.params.length ?? 0),
      expected: line ? expected(line, model) : '',
    },
  }),
  fixes: (_problem, line) => (line && !line.inline ? joined(line) : []),
})
