import { keyOf } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { startOf } from '../../formats/sysctl/table.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { confLines, widen } from './conf-lines.ts'
import { unlessElsewhere } from './elsewhere.ts'
import { isIpv6Off } from './ipv6-off.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const off = isIpv6Off(model)
  for (const { family, attribute, all, default: seed, pattern, named } of confLines(model)) {
    if (!seed?.statement || seed.glob || all || pattern || named || attribute === 'forwarding') continue
    const key = keyOf(family, 'default', attribute)
    const start = startOf(key, model.target)
    if (start?.sure && start.value === seed.value) continue
    yield {
      at: placeOf(seed.statement.directive),
      subject: key,
      ...unlessElsewhere(model),
      // At boot an IPv4 interface without an address still follows the default.
      ...(family === 'ipv4' || off ? { severity: 'low' as const } : {}),
      message: { id: 'later', params: { key, value: seed.written } },
      fixes: [widen(model, [[keyOf(family, '*', attribute), seed.written]], seed.statement)],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/default-only',
  format: 'sysctl',
  title: { en: 'conf.default lines alone', zh: '只有 conf.default 的行' },
  severity: 'medium',
  confidence: 'high',
  tags: ['interfaces'],
  messages: {
    later: {
      en: '{key} is "{value}": it holds for interfaces that appear later, those that exist keep their value',
      zh: '{key} 为 "{value}"：只对以后出现的接口有效，已有接口保留原值',
    },
  },
  defaults: {},
  check: model => findings(model),
})
