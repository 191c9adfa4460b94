import { every, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { withoutCompression } from '../../remedies/openvpn/compression.ts'
import { placeOf, type Rule } from '../rule.ts'
import { safe } from './placing.ts'
import { routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-compression',
  title: { en: 'Compression against a MikroTik router', zh: '对 MikroTik 路由器使用压缩' },
  severity: 'critical',
  messages: {
    framed: {
      en: '"{text}" meets a router that has no compression in any release: the tunnel comes up and carries no data',
      zh: '"{text}" 遇到任何版本都不支持压缩的路由器：隧道能建立却不传数据',
    },
  },
  *misfits({ model }) {
    const { value, origin } = model.compression.framing
    const line = [...every(model, 'comp-lzo'), ...every(model, 'compress')].find(found => found.directive === origin)
    if (!line || value === 'none' || value === 'stub-v2') return
    const title = { en: 'Delete the compression lines', zh: '删除压缩选项' }
    const changes = ['comp-lzo', 'compress', 'comp-noadapt', 'allow-compression']
    yield {
      at: placeOf(line.directive),
      subject: 'compression',
      message: { id: 'framed', params: { text: [line.name, ...line.params].join(' ') } },
      fixes: [safe({ title, edits: withoutCompression(model), changes })],
    }
  },
})
