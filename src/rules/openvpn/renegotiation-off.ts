import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { safe, unsafe } from './placing.ts'

const longest = 86_400

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/renegotiation-off',
  title: { en: 'Keys that are never renewed', zh: '从不更新的密钥' },
  severity: 'medium',
  tags: ['crypto', 'keys'],
  messages: {
    never: {
      en: 'reneg-sec 0 keeps one key for the whole life of a session: whoever gets it reads all of it',
      zh: 'reneg-sec 0 使会话自始至终使用同一密钥：得到它的人能读出全部内容',
    },
    left: {
      en: 'reneg-sec 0 leaves the renewal of keys to the server: where that has 0 too, one key lasts for the whole session and opens all of it',
      zh: 'reneg-sec 0 把密钥更新完全交给服务器：若对方也是 0，整个会话只用一个密钥，得到它即可读出全部内容',
    },
    long: {
      en: 'reneg-sec "{seconds}" keeps one key for more than a day',
      zh: 'reneg-sec "{seconds}" 使同一密钥使用超过一天',
    },
  },
  *faults(model) {
    const line = last(model, 'reneg-sec')
    const seconds = model.tls.renegotiation.value
    if (!line || !model.tls.side || (seconds > 0 && seconds <= longest)) return
    const asks = last(model, 'auth-user-pass')
    const token = last(model, 'auth-gen-token') !== undefined
    const quiet = asks === undefined || asks.inline || asks.params.length > 0
    yield {
      line,
      id: seconds > 0 ? 'long' : model.pulls ? 'left' : 'never',
      params: { seconds },
      severity: token ? 'low' : 'medium',
      fixes: [deletion(line, quiet && !token ? safe : unsafe)],
    }
  },
})
