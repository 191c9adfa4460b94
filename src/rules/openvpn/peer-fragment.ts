import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'
import { removeLines, unsafe } from './placing.ts'

const names = ['fragment', 'tun-mtu', 'link-mtu']

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-fragment',
  title: { en: 'Packet sizes of one end only', zh: '只在一端设置的包长' },
  severity: 'high',
  messages: {
    differs: {
      en: '{name} is "{own}" here and "{other}" on the other end: packets are lost or misread',
      zh: '{name} 本端为 "{own}"，对端为 "{other}"：数据包会丢失或被误读',
    },
  },
  *mismatches({ own, other }) {
    for (const name of names) {
      const [here, there] = [last(own, name), last(other, name)]
      const pushed = [...own.push, ...other.push].some(option => option.name === name)
      if (here?.params[0] === there?.params[0] || pushed) continue
      const title = { en: `Delete ${name}`, zh: `删除 ${name}` }
      yield {
        at: here && placeOf(here.directive),
        subject: name,
        message: { id: 'differs', params: { name, own: here?.params[0] ?? 'none', other: there?.params[0] ?? 'none' } },
        fixes: here && !there ? [unsafe({ title, edits: removeLines([here]), changes: [name] })] : [],
      }
    }
  },
})
