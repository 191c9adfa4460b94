import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

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
    const id = small.test(path) ? 'small' : atLeast(model.target.openvpn, '2.7') ? 'needless' : undefined
    if (id === undefined) return
    const title = { en: 'Write dh none', zh: '改为 dh none' }
    const edits = [replaceDirective(line.directive, ['dh none'])]
    yield {
      line,
      id,
      params: { path },
      severity: id === 'small' ? 'medium' : 'low',
      fixes: [unsafe({ title, edits, changes: ['dh'] })],
    }
  },
})
