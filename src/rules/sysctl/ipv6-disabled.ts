import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { beginningOf } from '../../text/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { unsetPlace } from './family.ts'

interface Options {
  /** What the baseline wants; `any` asks nothing. */
  readonly want: 'any' | 'disabled' | 'enabled'
}

const key = 'net.ipv6.conf.all.disable_ipv6'

function* findings(model: SysctlModel, { want }: Options): Generator<Observation> {
  if (want === 'any') return
  const held = model.value(key)
  const off = held !== undefined && numberOf(held.value) !== 0
  if (off === (want === 'disabled')) return
  const file = unsetPlace(model)
  const at = held?.statement ? placeOf(held.statement.directive) : file && { file, span: beginningOf(file) }
  if (!at) return
  yield { at, subject: key, message: { id: want, params: { key, value: held?.value ?? '0' } } }
}

export const rule: Rule<SysctlModel, Options> = defineRule<SysctlModel, Options>({
  id: 'sysctl/ipv6-disabled',
  format: 'sysctl',
  title: { en: 'IPv6 on or off', zh: 'IPv6 的开关' },
  severity: 'info',
  confidence: 'medium',
  tags: ['network', 'ipv6'],
  messages: {
    disabled: {
      en: '{key} is "{value}", and the baseline wants IPv6 off',
      zh: '{key} 为 "{value}"，而基线要求关闭 IPv6',
    },
    enabled: {
      en: '{key} is "{value}", and the baseline wants IPv6 on',
      zh: '{key} 为 "{value}"，而基线要求开启 IPv6',
    },
  },
  schema: { type: 'object', properties: { want: { enum: ['any', 'disabled', 'enabled'] } } },
  defaults: { want: 'any' },
  check: findings,
})
