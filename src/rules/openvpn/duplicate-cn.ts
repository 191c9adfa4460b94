import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { removeLines, unsafe } from './placing.ts'

interface Options {
  /** One certificate is meant to serve several devices. */
  readonly sharedCertificates: boolean
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/duplicate-cn',
  format: 'openvpn',
  title: { en: 'One certificate for many', zh: '多人共用一张证书' },
  severity: 'medium',
  confidence: 'high',
  tags: ['identity', 'server'],
  messages: {
    shared: {
      en: 'duplicate-cn lets one certificate connect many times: nobody can be told apart or shut out alone',
      zh: 'duplicate-cn 允许同一证书多次连接：无法区分使用者，也无法单独封禁',
    },
    broken: {
      en: 'duplicate-cn lets one certificate connect many times and contradicts {name}, which goes by the certificate',
      zh: 'duplicate-cn 允许同一证书多次连接，并与按证书区分的 {name} 相矛盾',
    },
  },
  schema: { type: 'object', additionalProperties: false, properties: { sharedCertificates: { type: 'boolean' } } },
  defaults: { sharedCertificates: false },
  *check(model, options) {
    const line = last(model, 'duplicate-cn')
    if (!line || model.role !== 'server') return
    const other = last(model, 'client-config-dir') ?? last(model, 'ifconfig-pool-persist')
    const title = { en: 'Delete duplicate-cn', zh: '删除 duplicate-cn' }
    yield {
      at: placeOf(line.directive),
      subject: 'duplicate-cn',
      message: other ? { id: 'broken', params: { name: other.name } } : { id: 'shared' },
      severity: !other && options.sharedCertificates ? 'low' : 'medium',
      fixes: [unsafe({ title, edits: removeLines([line]), changes: ['duplicate-cn'] })],
    }
  },
})
