import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import { readDhGroups } from '../../x509/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, type Fault, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'
import { materialOf } from './public-material.ts'

const small = /(?:^|\D)(?:512|768|1024)(?:\D|$)/

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/dh',
  title: { en: 'Diffie-Hellman parameters', zh: 'Diffie-Hellman 参数' },
  severity: 'medium',
  tags: ['crypto', 'server'],
  messages: {
    client: { en: 'dh is ignored on a client', zh: '客户端上的 dh 被忽略' },
    small: {
      en: 'dh "{path}" is named like parameters of fewer than 2048 bits',
      zh: 'dh "{path}" 从名称看少于 2048 位',
    },
    short: {
      en: '{name} has a prime of {bits} bits, fewer than 2048',
      zh: '{name} 的素数只有 {bits} 位，少于 2048 位',
    },
    refused: {
      en: '{name} has a prime of {bits} bits: OpenSSL refuses it ("dh key too small") and the daemon stops',
      zh: '{name} 的素数只有 {bits} 位：OpenSSL 拒绝它（"dh key too small"），守护进程会停止',
    },
    needless: {
      en: 'dh file is not needed from OpenVPN 2.7 on: elliptic curves take its place',
      zh: '自 OpenVPN 2.7 起不再需要 dh 文件：已由椭圆曲线代替',
    },
  },
  *faults(model) {
    const line = last(model, 'dh')
    const path = line?.params[0] ?? ''
    if (!line || path === 'none') return
    if (model.tls.side === 'client') {
      yield { line, id: 'client', severity: 'low', fixes: line.inline ? [] : [deletion(line)] }
      return
    }
    const fault = weakness(model, line)
    if (!fault) return
    const title = { en: 'Write dh none', zh: '改为 dh none' }
    const edits = [replaceDirective(line.directive, ['dh none'])]
    yield { line, ...fault, fixes: [unsafe({ title, edits, changes: ['dh'] })] }
  },
})

/** What the parameters are counts more than what their file is called. */
function weakness(model: OpenvpnModel, line: OptionLine): Pick<Fault, 'id' | 'params' | 'severity'> | undefined {
  const [path = ''] = line.params
  const bits = readDhGroups(materialOf(model, 'dh') ?? '').found[0]?.value.bits
  const name = line.inline ? '<dh>' : `dh "${path}"`
  if (bits !== undefined && bits < 2048)
    return { id: refusedBy(model, bits) ? 'refused' : 'short', params: { name, bits }, severity: 'high' }
  if (bits === undefined && small.test(path)) return { id: 'small', params: { path } }
  return atLeast(model.target.openvpn, '2.7') ? { id: 'needless', severity: 'low' } : undefined
}

/** Debian and Ubuntu build OpenSSL for 112 bits of security, which tls-cert-profile does not change for these (measured). */
const refusedBy = ({ target }: OpenvpnModel, bits: number): boolean =>
  bits < 1024 || ['debian', 'ubuntu'].includes(target.distribution.id)
