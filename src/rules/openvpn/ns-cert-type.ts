import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'
import { removeLines, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/ns-cert-type',
  title: { en: 'Netscape certificate type', zh: 'Netscape 证书类型' },
  severity: 'medium',
  tags: ['identity', 'deprecated'],
  messages: {
    netscape: {
      en: '"{text}" looks at a Netscape extension that modern authorities leave out',
      zh: '"{text}" 检查的是现代 CA 已不再写入的 Netscape 扩展',
    },
  },
  *faults(model) {
    const line = last(model, 'ns-cert-type')
    if (!line) return
    const modern = `remote-cert-tls ${line.params[0]}`
    const edits = last(model, 'remote-cert-tls') ? removeLines([line]) : [replaceDirective(line.directive, [modern])]
    const title = {
      en: `Write ${modern}, once the certificate carries the usage`,
      zh: `确认证书带有相应用途后，改为 ${modern}`,
    }
    yield { line, id: 'netscape', fixes: [unsafe({ title, edits, changes: ['ns-cert-type', 'remote-cert-tls'] })] }
  },
})
