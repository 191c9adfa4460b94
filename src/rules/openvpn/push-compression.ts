import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { removeLines, unsafe } from './placing.ts'

type Pushed = OpenvpnModel['compression']['pushed'][number]

const isStub = ({ name, params: [how] }: Pushed): boolean =>
  name === 'comp-lzo' ? how === 'no' : how === undefined || how === 'stub'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/push-compression',
  format: 'openvpn',
  title: { en: 'Server that pushes compression', zh: '服务器推送压缩' },
  severity: 'high',
  confidence: 'high',
  tags: ['compression', 'voracle', 'push'],
  messages: {
    pushed: {
      en: 'push "{text}" switches compression on in every client that accepts it, and clients that refuse it never come up',
      zh: 'push "{text}" 会在接受它的客户端上启用压缩，拒绝它的客户端则无法连接',
    },
    framed: {
      en: 'push "{text}" compresses nothing but adds a framing byte, and clients that refuse it never come up',
      zh: 'push "{text}" 并不压缩，却添加一个帧字节，拒绝它的客户端则无法连接',
    },
  },
  defaults: {},
  *check(model) {
    for (const pushed of model.compression.pushed) {
      if (pushed.name === 'compress' && pushed.params[0] === 'stub-v2') continue
      yield {
        at: placeOf(pushed.line.directive),
        subject: pushed.text,
        message: { id: isStub(pushed) ? 'framed' : 'pushed', params: { text: pushed.text } },
        fixes: [
          unsafe({
            title: { en: 'Delete the push', zh: '删除该推送' },
            edits: removeLines([pushed.line]),
            changes: ['push'],
          }),
        ],
      }
    }
  },
})
