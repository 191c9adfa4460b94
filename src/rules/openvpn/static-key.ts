import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { lackingAt, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/static-key',
  format: 'openvpn',
  title: { en: 'Tunnel without TLS', zh: '没有 TLS 的隧道' },
  severity: 'high',
  confidence: 'high',
  tags: ['crypto', 'deprecated'],
  messages: {
    secret: {
      en: 'Option secret replaces TLS by one shared key: whoever gets it reads everything that was ever recorded, and OpenVPN 2.8 drops the mode',
      zh: '选项 secret 以一个共享密钥代替 TLS：得到它的人能解密以往录下的全部流量，OpenVPN 2.8 将移除该模式',
    },
    clear: {
      en: 'Tunnel has neither TLS nor a shared key: it carries clear text from anybody to anybody',
      zh: '隧道既没有 TLS 也没有共享密钥：任何人都能收发其明文',
    },
  },
  defaults: {},
  *check(model) {
    const secret = last(model, 'secret')
    const at = secret ?? last(model, 'remote') ?? last(model, 'dev')
    if (model.tls.side || model.pulls || model.role === 'server' || !at) return
    yield {
      at: secret ? placeOf(at.directive) : lackingAt(at),
      subject: 'tls',
      message: { id: secret ? 'secret' : 'clear' },
      severity: secret && !atLeast(model.target.openvpn, '2.7') ? 'high' : 'critical',
      fixes: [
        unsafe({
          title: { en: 'Move both ends to TLS', zh: '两端改用 TLS' },
          edits: [],
          changes: ['*'],
          steps: [
            {
              kind: 'decide',
              id: 'openvpn/move-to-tls',
              title: { en: 'Move both ends to TLS', zh: '两端改用 TLS' },
              needs: [],
              risk: 'outage',
              question: {
                en: 'Give both ends certificates (or, from 2.6 on, self-signed ones named by peer-fingerprint), tls-client on one side and tls-server with dh none on the other, and change both in one window',
                zh: '为两端准备证书（2.6 起可用 peer-fingerprint 指定自签名证书），一端写 tls-client，另一端写 tls-server 与 dh none，并在同一时间窗口切换',
              },
            },
          ],
        }),
      ],
    }
  },
})
