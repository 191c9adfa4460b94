import { isWeakCipher, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'
import { releaseName, routerRule } from './router.ts'

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-cipher',
  title: { en: 'Ciphers a MikroTik router does not have', zh: 'MikroTik 路由器不具备的加密算法' },
  severity: 'critical',
  messages: {
    none: {
      en: 'Ciphers "{list}" have no sound one in common with {router}: it offers {offer}',
      zh: '算法 "{list}" 与 {router} 没有可靠的交集：它提供 {offer}',
    },
  },
  *misfits({ model, release, router }) {
    const offer = router.ciphers.filter(name => !isWeakCipher(name))
    const list = model.ciphers.possible
    if (list.some(name => offer.includes(name))) return
    const option = atLeast(model.target.openvpn, '2.5') ? 'data-ciphers' : 'ncp-ciphers'
    const value = router.gcm ? 'AES-256-GCM:AES-256-CBC' : 'AES-256-CBC'
    const line = last(model, option) ?? last(model, 'cipher')
    const title = { en: `Write ${option} ${value}`, zh: `改为 ${option} ${value}` }
    yield {
      at: line && placeOf(line.directive),
      subject: 'ciphers',
      message: { id: 'none', params: { list: list.join(':'), router: releaseName(release), offer } },
      fixes: [
        unsafe({
          title,
          edits: [setLine(model, option, `${option} ${value}`, ['cipher', 'key', 'cert', 'ca'])],
          changes: [option],
        }),
      ],
    }
  },
})
