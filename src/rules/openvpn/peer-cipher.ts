import { isWeakCipher, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { chosenCipher, pairRule } from './pair.ts'
import { setLine, unsafe } from './placing.ts'

const offer = (model: OpenvpnModel): string => model.ciphers.possible.join(':')

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-cipher',
  title: { en: 'No cipher in common', zh: '没有共同的加密算法' },
  severity: 'critical',
  messages: {
    none: {
      en: 'Ciphers "{own}" have none in common with "{other}" of the other end: no session comes up',
      zh: '算法 "{own}" 与对端的 "{other}" 没有交集：无法建立会话',
    },
  },
  *mismatches(pair) {
    const { own, other } = pair
    if (!own.tls.side || !other.tls.side || chosenCipher(pair) !== undefined) return
    const wanted = other.ciphers.possible.find(name => !isWeakCipher(name))
    const list = [...own.ciphers.negotiated.value, wanted ?? ''].join(':')
    const line = last(own, 'data-ciphers')
    yield {
      at: line && placeOf(line.directive),
      subject: 'ciphers',
      message: { id: 'none', params: { own: offer(own), other: offer(other) } },
      fixes: wanted
        ? [
            unsafe({
              title: { en: `Offer ${wanted} too`, zh: `同时提供 ${wanted}` },
              edits: [setLine(own, 'data-ciphers', `data-ciphers ${list}`, ['cipher', 'key', 'cert', 'ca'])],
              changes: ['data-ciphers'],
            }),
          ]
        : [],
    }
  },
})
