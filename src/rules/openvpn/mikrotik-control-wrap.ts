import { every, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { removeLines, safe } from './placing.ts'
import { releaseName, routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-control-wrap',
  title: { en: 'Wrapped control channel against a MikroTik router', zh: '对 MikroTik 路由器包裹控制通道' },
  severity: 'critical',
  messages: {
    wrapped: {
      en: '{kind} is unknown to {router}: its packets are dropped and no connection comes up',
      zh: '{router} 不支持 {kind}：数据包被丢弃，无法建立连接',
    },
  },
  *misfits({ model, release }) {
    const [first] = model.wrapping
    if (!first || first.kind === 'secret') return
    const lines = [...model.wrapping.map(({ line }) => line), ...every(model, 'key-direction')]
    const { file, name } = first.line.directive
    yield {
      at: { file, span: first.line.inline ? name.span : first.line.directive.span },
      subject: 'control channel',
      message: { id: 'wrapped', params: { kind: first.kind, router: releaseName(release) } },
      fixes: [
        safe({
          title: {
            en: `Delete ${first.kind}; admit only this client's address on the router`,
            zh: `删除 ${first.kind}；在路由器上只放行该客户端的地址`,
          },
          edits: removeLines(lines),
          changes: ['tls-auth', 'tls-crypt', 'tls-crypt-v2', 'key-direction'],
        }),
      ],
    }
  },
})
