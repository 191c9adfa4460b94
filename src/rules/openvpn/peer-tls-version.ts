import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'
import { setLine, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-tls-version',
  title: { en: 'No TLS version in common', zh: '没有共同的 TLS 版本' },
  severity: 'critical',
  messages: {
    none: {
      en: 'TLS {minimum} is the least that one end takes and {maximum} the most of the other: no handshake',
      zh: '一端最低要求 TLS {minimum}，另一端最高只到 {maximum}：无法握手',
    },
  },
  *mismatches({ own, other }) {
    for (const [low, high] of [
      [own, other],
      [other, own],
    ] as const) {
      const [minimum, maximum] = [low.tls.minimum.value, high.tls.maximum.value]
      if (minimum === undefined || maximum === undefined || minimum <= maximum) continue
      const line = last(own, low === own ? 'tls-version-min' : 'tls-version-max')
      const lowers = low === own && maximum >= '1.2'
      const title = { en: 'Write tls-version-min 1.2', zh: '改为 tls-version-min 1.2' }
      yield {
        at: line && placeOf(line.directive),
        subject: 'tls',
        message: { id: 'none', params: { minimum, maximum } },
        fixes: lowers
          ? [
              unsafe({
                title,
                edits: [setLine(own, 'tls-version-min', 'tls-version-min 1.2')],
                changes: ['tls-version-min'],
              }),
            ]
          : [],
      }
    }
  },
})
