import { every, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { combinedMessage, combinedMessages } from './combined.ts'
import { removeLines, safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

const tcp = (model: OpenvpnModel): boolean =>
  model.remotes.some(({ transport }) => transport !== 'udp') || model.transport.value !== 'udp'

/** Only what the daemon would have ignored in a newer release is deleted without asking. */
function repairs(line: OptionLine, model: OpenvpnModel): Fix[] {
  if (!every(model, 'explicit-exit-notify').some(found => found.directive === line.directive) || !tcp(model)) {
    const notify = every(model, 'explicit-exit-notify')
    if (notify.length === 0 || !tcp(model) || line.name !== 'proto') return []
  }
  return [
    safe({
      title: { en: 'Delete explicit-exit-notify', zh: '删除 explicit-exit-notify' },
      edits: removeLines(every(model, 'explicit-exit-notify')),
      changes: ['explicit-exit-notify'],
    }),
  ]
}

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/option-conflict',
  title: { en: 'Options that exclude each other', zh: '互相排斥的选项' },
  codes: ['option-conflict'],
  messages: combinedMessages,
  message: combinedMessage,
  fixes: (problem, line, model) =>
    line && problem.message.en.includes('explicit-exit-notify') ? repairs(line, model) : [],
})
