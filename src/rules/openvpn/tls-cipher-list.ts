import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

const weak = /(?:^|[-_:])(?:RC4|DES|3DES|MD5|NULL|EXP|EXPORT|aNULL|eNULL|ADH|LOW|SEED|IDEA)(?:[-_:]|$)/i
const ecdsaOnly = (list: string): boolean => list.split(':').every(name => /ECDSA/i.test(name))

/** TLS 1.3 has suites of its own, which go with every certificate. */
const withoutNewest = ({ tls, target }: OpenvpnModel): boolean =>
  (tls.maximum.value ?? '1.3') < '1.3' || !atLeast(target.openssl, '1.1.1')

function judged(list: string, model: OpenvpnModel): string {
  if (/@SECLEVEL=0/i.test(list)) return 'level'
  if (weak.test(list)) return 'weak'
  return ecdsaOnly(list) && withoutNewest(model) ? 'ecdsa' : 'list'
}

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
      en: '"{name}" holds ECDSA suites only and TLS 1.3 is switched off: no connection where the server has an RSA certificate',
      zh: '"{name}" 只含 ECDSA 套件，且 TLS 1.3 被关闭：服务器使用 RSA 证书时无法连接',
    },
    weak: { en: '"{name}" admits broken suites: "{value}"', zh: '"{name}" 允许已破解的套件："{value}"' },
    level: {
      en: '"{name}" with @SECLEVEL=0 admits certificates of 512 bits and signatures with MD5 and SHA-1',
      zh: '"{name}" 中的 @SECLEVEL=0 允许 512 位的证书以及 MD5 和 SHA-1 签名',
    },
  },
  *faults(model) {
    for (const name of ['tls-cipher', 'tls-ciphersuites', 'tls-groups']) {
      const line = last(model, name)
      const value = line?.params[0]
      if (!line || value === undefined) continue
      const id = name === 'tls-cipher' ? judged(value, model) : 'list'
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
