import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { placeOf, type Rule } from '../rule.ts'
import { authenticated, chosenCipher, type Pair, pairRule } from './pair.ts'
import { setLine, unsafe } from './placing.ts'

const wrapped = (model: OpenvpnModel): boolean => model.wrapping.some(({ kind }) => kind === 'tls-auth')

const matters = (pair: Pair): boolean =>
  (wrapped(pair.own) && wrapped(pair.other)) || (chosenCipher(pair) !== undefined && !authenticated(chosenCipher(pair)))

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-auth-digest',
  title: { en: 'Different digests', zh: '两端摘要算法不同' },
  severity: 'high',
  messages: {
    differs: {
      en: 'auth "{own}" meets "{other}" on the other end: packets fail their check and carry no data',
      zh: 'auth "{own}" 与对端的 "{other}" 不同：数据包校验失败，无法传输数据',
    },
  },
  *mismatches(pair) {
    const [own, other] = [pair.own.ciphers.digest.value, pair.other.ciphers.digest.value]
    if (own === other || !matters(pair)) return
    const line = last(pair.own, 'auth')
    yield {
      at: line && placeOf(line.directive),
      subject: 'auth',
      message: { id: 'differs', params: { own, other } },
      fixes: [
        unsafe({
          title: { en: `Write auth ${other} as the other end does`, zh: `与对端一致：auth ${other}` },
          edits: [setLine(pair.own, 'auth', `auth ${other}`, ['data-ciphers', 'cipher', 'key', 'cert', 'ca'])],
          changes: ['auth'],
        }),
      ],
    }
  },
})
