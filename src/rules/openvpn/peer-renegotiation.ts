import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { pairRule } from './pair.ts'

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-renegotiation',
  title: { en: 'Which end renews the keys', zh: '由哪一端更新密钥' },
  severity: 'info',
  messages: {
    other: {
      en: 'reneg-sec 0 only stops this end: the other one renews the keys every {seconds} seconds',
      zh: 'reneg-sec 0 只让本端停止：对端仍每 {seconds} 秒更新密钥',
    },
  },
  *mismatches({ own, other }) {
    const line = last(own, 'reneg-sec')
    const seconds = other.tls.renegotiation.value
    if (!line || own.tls.renegotiation.value !== 0 || seconds === 0) return
    yield { at: placeOf(line.directive), subject: 'reneg-sec', message: { id: 'other', params: { seconds } } }
  },
})
