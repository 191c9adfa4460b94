import { isWeakCipher, last, type OpenvpnModel, type OptionLine, readCipherList } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { removeLines, safe } from './placing.ts'

const changes = ['cipher', 'data-ciphers']

function repairs(model: OpenvpnModel, line: OptionLine, listed: boolean): Fix[] {
  const name = line.params[0]?.toUpperCase() ?? ''
  if (listed) return [safe({ title: { en: 'Delete cipher', zh: '删除 cipher' }, edits: removeLines([line]), changes })]
  if (isWeakCipher(name) || readCipherList(name, model.target).names === undefined) return []
  const list = [...model.ciphers.negotiated.value, name].join(':')
  const title = { en: `Name ${name} in data-ciphers`, zh: `在 data-ciphers 中写入 ${name}` }
  return [safe({ title, edits: [replaceDirective(line.directive, [`data-ciphers ${list}`])], changes })]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/cipher-ignored',
  format: 'openvpn',
  title: { en: 'cipher that takes no part in negotiation', zh: '不参与协商的 cipher' },
  severity: 'high',
  confidence: 'high',
  tags: ['crypto', 'ciphers'],
  messages: {
    ignored: {
      en: 'cipher "{name}" is ignored from OpenVPN 2.6 on: only {list} is negotiated, and a peer that speaks {name} alone never connects',
      zh: 'cipher "{name}" 自 OpenVPN 2.6 起被忽略：只协商 {list}，只会 {name} 的对端无法连接',
    },
    listed: {
      en: 'cipher "{name}" does nothing from OpenVPN 2.6 on: data-ciphers names it already ({list})',
      zh: 'cipher "{name}" 自 OpenVPN 2.6 起不起作用：data-ciphers 已包含它（{list}）',
    },
  },
  defaults: {},
  *check(model) {
    const line = last(model, 'cipher')
    const name = line?.params[0]?.toUpperCase()
    if (!line || name === undefined || !model.tls.side || !atLeast(model.target.openvpn, '2.6')) return
    const list = model.ciphers.negotiated.value
    const counts = model.ciphers.fallback.origin === line.directive
    if (counts || last(model, 'data-ciphers')) return
    const listed = list.includes(name)
    yield {
      at: placeOf(line.directive),
      subject: 'cipher',
      message: { id: listed ? 'listed' : 'ignored', params: { name, list: list.join(':') } },
      severity: listed ? 'low' : 'high',
      fixes: repairs(model, line, listed),
    }
  },
})
