import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { refusalRule } from './refusals.ts'

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/missing-file',
  title: { en: 'File that is not there', zh: '不存在的文件' },
  codes: ['missing-file', 'include-depth', 'include-size'],
  claims: (problem, _line, model) =>
    problem.code === 'missing-file' ? model.forest.complete === true : /^include-/.test(problem.code),
  messages: {
    missing: {
      en: '{name} names "{path}", which does not exist: the daemon stops',
      zh: '{name} 指定的 "{path}" 不存在：守护进程会停止',
    },
    nested: {
      en: 'config is nested more than 10 deep: the daemon refuses the file',
      zh: 'config 嵌套超过 10 层：守护进程拒绝整个文件',
    },
  },
  message: (problem, line, model) => {
    if (problem.code !== 'missing-file') return { id: 'nested' }
    const file = model.files.find(found => found.line.directive === line?.directive)
    return { id: 'missing', params: { name: line?.name ?? '', path: file?.written ?? line?.params[0] ?? '' } }
  },
})
