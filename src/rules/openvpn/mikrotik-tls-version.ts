import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { safe, setLine } from './placing.ts'
import { releaseName, routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-tls-version',
  title: { en: 'TLS 1.3 against a MikroTik router', zh: '对 MikroTik 路由器要求 TLS 1.3' },
  severity: 'critical',
  messages: {
    high: {
      en: 'tls-version-min "{value}" is more than {router} offers: it knows "any" and "only-1.2"',
      zh: 'tls-version-min "{value}" 超出 {router} 的能力：它只有 "any" 和 "only-1.2"',
    },
  },
  *misfits({ model, release }) {
    const line = last(model, 'tls-version-min')
    if (!line || (model.tls.minimum.value ?? '') < '1.3') return
    const title = { en: 'Write tls-version-min 1.2', zh: '改为 tls-version-min 1.2' }
    yield {
      at: placeOf(line.directive),
      subject: 'tls',
      message: { id: 'high', params: { value: line.params[0] ?? '', router: releaseName(release) } },
      fixes: [
        safe({
          title,
          edits: [setLine(model, 'tls-version-min', 'tls-version-min 1.2')],
          changes: ['tls-version-min'],
        }),
      ],
    }
  },
})
