import { isUnreadable } from '../../files/index.ts'
import { type FileReference, isLost, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { refusalRule } from './refusals.ts'

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/missing-file',
  title: { en: 'File that is not there', zh: '不存在的文件' },
  codes: ['missing-file', 'include-depth', 'include-size'],
  claims: (problem, line, model) => {
    if (problem.code !== 'missing-file') return /^include-/.test(problem.code)
    const file = fileOf(model, line)
    return model.forest.complete === true && (!file || isLost(file))
  },
  messages: {
    missing: {
      en: '{name} names "{path}", which does not exist: the daemon stops',
      zh: '{name} 指定的 "{path}" 不存在：守护进程会停止',
    },
    folder: {
      en: '{name} names "{path}", which is a folder: the daemon stops',
      zh: '{name} 指定的 "{path}" 是目录：守护进程会停止',
    },
    nested: {
      en: 'config is nested more than 10 deep: the daemon refuses the file',
      zh: 'config 嵌套超过 10 层：守护进程拒绝整个文件',
    },
  },
  message: (problem, line, model) => {
    if (problem.code !== 'missing-file') return { id: 'nested' }
    const file = fileOf(model, line)
    const folder = file?.found && isUnreadable(file.found) && file.found.code === 'directory'
    return {
      id: folder ? 'folder' : 'missing',
      params: { name: line?.name ?? '', path: file?.written ?? line?.params[0] ?? '' },
    }
  },
})

const fileOf = (model: OpenvpnModel, line: OptionLine | undefined): FileReference | undefined =>
  model.files.find(found => found.line.directive === line?.directive)
