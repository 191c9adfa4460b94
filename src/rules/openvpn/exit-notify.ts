import { every, last, type OpenvpnModel, type OptionLine, type Remote } from '../../formats/openvpn/index.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertAfter } from '../../tree/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, roleLine, safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/exit-notify',
  format: 'openvpn',
  title: { en: 'Client that leaves without a word', zh: '不告而别的客户端' },
  severity: 'info',
  confidence: 'high',
  tags: ['availability'],
  messages: {
    silent: {
      en: 'Client does not tell the server when it stops: the session stays until its ping times out',
      zh: '客户端停止时不通知服务器：会话一直保留到 ping 超时',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const udp = model.remotes.length > 0 && model.remotes.every(({ transport }) => transport === 'udp')
    if (!model.pulls || !udp || !at || model.remotes.every(remote => notifies(model, remote))) return
    const title = { en: 'Add explicit-exit-notify 1', zh: '添加 explicit-exit-notify 1' }
    const edits = linesFor(model)
    yield {
      at: lackingAt(at),
      subject: 'explicit-exit-notify',
      message: { id: 'silent' },
      fixes: [safe({ title, edits, changes: ['explicit-exit-notify'] })],
    }
  },
})

const name = 'explicit-exit-notify'

const notifies = (model: OpenvpnModel, { connection }: Remote): boolean =>
  last(model, name) !== undefined || (connection !== undefined && every(model, name).some(isIn(connection)))

const isIn =
  (block: Directive) =>
  ({ connection }: OptionLine): boolean =>
    connection === block

/** Behind the address of every `<connection>` block that does not say it; else once for all of them. */
function linesFor(model: OpenvpnModel): Edit[] {
  const inBlocks = model.remotes.filter(({ connection }) => connection)
  if (inBlocks.length < model.remotes.length) return [addLines(model, [`${name} 1`], ['remote', 'proto'])]
  return inBlocks
    .filter(remote => !notifies(model, remote))
    .map(({ line }) => insertAfter(line.directive, [`${name} 1`]))
}
