import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

const weak = /(?:^|[-_:])(?:RC4|DES|3DES|MD5|NULL|EXP|EXPORT|aNULL|eNULL|ADH|LOW|SEED|IDEA)(?:[-_:]|$)/i
const ecdsaOnly = (list: string): boolean => list.split(':').every(name => /ECDSA/i.test(name))

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/tls-cipher-list',
  title: { en: 'Suites of the control channel by hand', zh: '手工指定的控制通道套件' },
  severity: 'low',
  tags: ['crypto', 'tls'],
  messages: {
    list: {
      en: '"{name}" fixes what the library would choose better: unknown names stop the daemon after an update',
      zh: '"{name}" 固定了本可由加密库更好选择的内容：升级后出现未知名称会使守护进程停止',
    },
    ecdsa: {
      en: '"{name}" holds ECDSA suites only: servers with RSA certificates cannot be reached',
      zh: '"{name}" 只含 ECDSA 套件：无法连接使用 RSA 证书的服务器',
    },
    weak: { en: '"{name}" admits broken suites: "{value}"', zh: '"{name}" 允许已破解的套件："{value}"' },
  },
  *faults(model) {
    for (const name of ['tls-cipher', 'tls-ciphersuites', 'tls-groups']) {
      const line = last(model, name)
      const value = line?.params[0]
      if (!line || value === undefined) continue
      const id = name !== 'tls-cipher' ? 'list' : weak.test(value) ? 'weak' : ecdsaOnly(value) ? 'ecdsa' : 'list'
      yield {
        line,
        id,
        params: { value: value.slice(0, 120) },
        severity: id === 'list' ? 'low' : 'medium',
        fixes: [deletion(line, unsafe)],
      }
    }
  },
})
