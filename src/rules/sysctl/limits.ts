import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const belowLimit = (value: number): 'info' | 'none' => (value < 65536 ? 'info' : 'none')

const family: Family = {
  rule: 'sysctl/limits',
  messages: {
    ...familyMessages,
    'kernel.pid_max': {
      en: '{key} is "{value}", {wanted} is what large hosts need',
      zh: '{key} 为 "{value}",大型主机需要 {wanted}',
    },
  },
  safe: [],
  severity: (check, held) =>
    held.statement && check.key === 'kernel.pid_max' ? belowLimit(numberOf(held.value)) : 'none',
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/limits',
  format: 'sysctl',
  title: { en: 'Process and key limits', zh: '进程与密钥数量上限' },
  severity: 'info',
  confidence: 'medium',
  tags: ['kernel', 'availability'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
