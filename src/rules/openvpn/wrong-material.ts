import { type OpenvpnModel, wrongMaterial } from '../../formats/openvpn/index.ts'
import { lookUp } from '../../text/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

/** What the daemon's manual calls what it wants. */
const wanted: Readonly<Record<string, string>> = {
  key: 'private key',
  dh: 'DH parameters',
  'tls-auth': 'static key',
  'tls-crypt': 'static key',
  secret: 'static key',
  'tls-crypt-v2': 'tls-crypt-v2 key of this side',
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/wrong-material',
  title: { en: 'Key or certificate of another kind', zh: '种类不符的密钥或证书' },
  severity: 'critical',
  tags: ['loads'],
  messages: {
    inline: {
      en: 'Block <{name}> holds "{found}" and no {wanted}: the daemon stops',
      zh: '块 <{name}> 中是 "{found}"，没有 {wanted}：守护进程会停止',
    },
    short: {
      en: 'Static key of {name} has {bytes} bytes, fewer than 128: the daemon stops',
      zh: '{name} 的静态密钥只有 {bytes} 字节，少于 128 字节：守护进程会停止',
    },
    file: {
      en: 'File of {name} holds "{found}" and no {wanted}: the daemon stops',
      zh: '{name} 的文件中是 "{found}"，没有 {wanted}：守护进程会停止',
    },
  },
  *faults(model) {
    for (const { line, found, bytes } of wrongMaterial(model))
      yield {
        line,
        id: bytes ? 'short' : line.inline ? 'inline' : 'file',
        params: { found, ...(bytes && { bytes }), wanted: lookUp(wanted, line.name) ?? 'certificate' },
      }
  },
})
