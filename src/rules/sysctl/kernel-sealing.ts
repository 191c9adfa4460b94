import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/kernel-sealing',
  messages: {
    ...familyMessages,
    'kernel.kexec_load_disabled': {
      en: '{key} is "{value}": root boots another kernel past secure boot and the boot loader',
      zh: '{key} 为 "{value}"：root 可绕过安全启动与引导程序启动另一个内核',
    },
  },
  safe: [],
  severity: (check, held, { model }) =>
    check.key === 'kernel.kexec_load_disabled' && numberOf(held.value) === 0 && !model.evidence.setters.has('kdump')
      ? 'low'
      : 'none',
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/kernel-sealing',
  format: 'sysctl',
  title: { en: 'Loading another kernel', zh: '加载另一个内核' },
  severity: 'low',
  confidence: 'medium',
  tags: ['kernel', 'integrity'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
