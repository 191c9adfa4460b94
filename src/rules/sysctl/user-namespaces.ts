import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/user-namespaces',
  messages: {
    ...familyMessages,
    'kernel.unprivileged_userns_clone': {
      en: '{key} is "{value}": every user becomes root of a namespace and reaches kernel code meant for root',
      zh: '{key} 为 "{value}"：任何用户都能成为命名空间内的 root，触及为 root 准备的内核代码',
    },
    'user.max_user_namespaces': {
      en: '{key} is "{value}": every user becomes root of a namespace and reaches kernel code meant for root',
      zh: '{key} 为 "{value}"：任何用户都能成为命名空间内的 root，触及为 root 准备的内核代码',
    },
  },
  safe: [],
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/user-namespaces',
  format: 'sysctl',
  title: { en: 'User namespaces for everybody', zh: '对所有人开放的用户命名空间' },
  severity: 'low',
  confidence: 'medium',
  tags: ['kernel', 'attack-surface'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
