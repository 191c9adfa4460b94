import type { OpenvpnModel, OptionLine } from '../../formats/openvpn/index.ts'
import type { Localized, Message } from '../../message/index.ts'
import type { Problem } from '../../tree/index.ts'

/** The words for complaints that the daemon makes about several lines together: it says them, we place them. */
export const combinedMessages: Readonly<Record<string, Localized>> = {
  daemon: { en: 'Option {name}: the daemon says "{said}"', zh: '选项 {name}：守护进程报告 "{said}"' },
  role: { en: 'File as a whole: the daemon says "{said}"', zh: '整个文件：守护进程报告 "{said}"' },
}

export function combinedMessage(problem: Problem, line: OptionLine | undefined, _model: OpenvpnModel): Message {
  const said = problem.message.en.replace(/[.]$/, '').slice(0, 200)
  return line ? { id: 'daemon', params: { name: line.name, said } } : { id: 'role', params: { said } }
}
