import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/sysrq',
  messages: {
    ...familyMessages,
    'kernel.sysrq': {
      en: '{key} is "{value}": it allows more than 438, from a keyboard or a serial console without login',
      zh: '{key} 为 "{value}"：允许的功能超出 438，且键盘或串口无需登录即可使用',
    },
  },
  safe: ['kernel.sysrq'],
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/sysrq',
  format: 'sysctl',
  title: { en: 'Magic SysRq', zh: 'SysRq 魔术键' },
  severity: 'low',
  confidence: 'high',
  tags: ['kernel', 'console'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
