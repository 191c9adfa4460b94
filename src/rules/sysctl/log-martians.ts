import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'log_martians',
    fails: value => value === 0,
    value: '1',
    where: ['all'],
    safe: true,
    severity: 'info',
  },
]

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/log-martians',
  format: 'sysctl',
  title: { en: 'Log of impossible addresses', zh: '记录不可能的地址' },
  severity: 'info',
  confidence: 'medium',
  tags: ['network', 'logging'],
  messages: {
    unset: familyMessages.unset,
    log_martians: {
      en: '{key} is "{value}": packets with impossible addresses reach {interfaces} unnoticed',
      zh: '{key} 为 "{value}"：带有不可能地址的数据包到达 {interfaces} 却不会被记录',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkAttributes(attributes, model, options),
})
