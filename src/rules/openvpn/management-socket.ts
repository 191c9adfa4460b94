import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { addLines, unsafe } from './placing.ts'

const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//

/** Its packages make these two for root alone (0710). */
const closed = /^(?:\/var)?\/run\/openvpn-(?:client|server)\//

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/management-socket',
  format: 'openvpn',
  title: { en: 'Management socket open to local users', zh: '对本地用户开放的管理套接字' },
  severity: 'medium',
  confidence: 'high',
  tags: ['management', 'privilege'],
  messages: {
    open: {
      en: 'Management socket "{path}" has neither a password nor management-client-user: every local user controls the daemon',
      zh: '管理套接字 "{path}" 既无口令也无 management-client-user：任何本地用户都能控制守护进程',
    },
    shared: {
      en: 'Management socket "{path}" lies in a directory that everybody may write to',
      zh: '管理套接字 "{path}" 位于任何人可写的目录中',
    },
  },
  defaults: {},
  *check(model) {
    const own = model.management
    if (own?.port !== 'unix') return
    const owner = last(model, 'management-client-user') ?? last(model, 'management-client-group')
    const open = own.passwordFile === undefined && !owner && !closed.test(own.address)
    if (!open && !shared.test(own.address)) return
    yield {
      at: placeOf(own.line.directive),
      subject: 'socket',
      message: { id: open ? 'open' : 'shared', params: { path: own.address } },
      fixes:
        open && !shared.test(own.address)
          ? [
              unsafe({
                title: { en: 'Admit root only', zh: '只允许 root' },
                edits: [addLines(model, ['management-client-user root'], ['management'])],
                changes: ['management-client-user'],
              }),
            ]
          : [],
    }
  },
})
